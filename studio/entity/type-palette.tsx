import { useTranslation } from 'react-i18next'
import { fieldTypes } from '../../metadata/fields/index.ts'
import { TypeIcon } from './type-icon.tsx'
import { typeLabel } from './quick-line.tsx'

export const typeDrag = 'application/x-officina-type'
const groups = Object.entries(Object.groupBy(Object.values(fieldTypes), ({ group }) => group))

/** Every type of field; pressed, a field of it is added after the chosen one; dragged, where it is dropped. */
export function TypePalette({ add }: { add: (type: string, label: string) => void }) {
  const { t, i18n } = useTranslation()
  return (
    <div className="palette" role="group" aria-label={t('design.field.palette')} title={t('design.field.palette_hint')}>
      {groups.map(([group, types]) => (
        <div key={group} className="palette-group">
          {types?.map(({ name }) => {
            const label = typeLabel(name, i18n.language)
            return (
              <button key={name} type="button" draggable onDragStart={(event) => { event.dataTransfer.setData(typeDrag, name); event.dataTransfer.effectAllowed = 'copy' }} onClick={() => add(name, label)}>
                <TypeIcon type={name} /><span>{label}</span>
              </button>
            )
          })}
        </div>
      ))}
    </div>
  )
}
