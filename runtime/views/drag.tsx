import { DndContext, KeyboardSensor, PointerSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core'
import type { ReactNode } from 'react'

/** Dragging by pointer and keyboard. The only module that knows the drag library. */
export function DragArea({ drop, children }: { drop: (item: string, place: string) => void; children: ReactNode }) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }), useSensor(KeyboardSensor, { keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] } }))
  return <DndContext sensors={sensors} onDragEnd={({ active, over }) => { if (over) drop(String(active.id), String(over.id)) }}>{children}</DndContext>
}
export function Draggable({ id, children, fixed }: { id: string; children: ReactNode; fixed: boolean }) {
  // A group, since what it holds is pressed on its own: a button must not hold others.
  const { setNodeRef, listeners, attributes: { 'aria-pressed': _, ...attributes }, transform, isDragging } = useDraggable({ id, disabled: fixed, attributes: { role: 'group' } })
  const style = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)`, zIndex: 10, position: 'relative' as const } : undefined
  return <div ref={setNodeRef} style={style} className={isDragging ? 'lifted' : undefined} {...(fixed ? {} : { ...attributes, ...listeners })}>{children}</div>
}
export function DropPlace({ id, className, label, children }: { id: string; className: string; label: string; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id })
  return <section ref={setNodeRef} className={className} aria-label={label} data-over={isOver ? '' : undefined}>{children}</section>
}
