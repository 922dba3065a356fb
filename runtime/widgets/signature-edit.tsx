import { Button } from '@mantine/core'
import { type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { uploadFile } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'
import { Shown } from './display.tsx'
import type { EditProps } from './widget.ts'

/** Drawn with finger, pen or mouse, and kept as a picture. */
export function SignatureEdit(props: EditProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const pad = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<{ readonly drawn: boolean; readonly problem?: string }>({ drawn: false })
  const draw = (event: PointerEvent<HTMLCanvasElement>): void => {
    const ink = pad.current?.getContext('2d')
    if (!ink || event.buttons !== 1) return
    const { offsetX, offsetY } = event.nativeEvent
    const scale = ink.canvas.width / ink.canvas.clientWidth
    if (event.type === 'pointerdown') { ink.lineWidth = 2.5; ink.lineCap = 'round'; ink.beginPath(); ink.moveTo(offsetX * scale, offsetY * scale); setState({ drawn: true }) }
    ink.lineTo(offsetX * scale, offsetY * scale)
    ink.stroke()
  }
  const keep = (): void => pad.current?.toBlob((blob) => {
    if (blob) void uploadFile(new File([blob], 'signature.png', { type: 'image/png' })).then(props.change, (error: unknown) => setState({ drawn: true, problem: say(asFailure(error)) }))
  }, 'image/png')
  const wipe = (): void => { pad.current?.getContext('2d')?.clearRect(0, 0, pad.current.width, pad.current.height); setState({ drawn: false }) }
  if (props.value) return <div className="files"><Shown field={props.field} value={props.value} /><Button variant="default" size="compact-sm" id={props.id} onClick={() => props.change(null)}>{t('record.sign_again')}</Button></div>
  return (
    <div className="files">
      <canvas ref={pad} className="pad" width={960} height={280} role="img" aria-label={t('record.sign_here')} onPointerDown={draw} onPointerMove={draw} />
      <div className="tree-row"><Button variant="default" size="compact-sm" id={props.id} disabled={!state.drawn} onClick={keep}>{t('record.sign_keep')}</Button><Button variant="subtle" size="compact-sm" disabled={!state.drawn} onClick={wipe}>{t('record.clear')}</Button></div>
      {state.problem ? <p className="error" role="alert">{state.problem}</p> : null}
    </div>
  )
}
