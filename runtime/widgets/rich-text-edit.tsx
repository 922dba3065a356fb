import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconBold, IconHeading, IconItalic, IconLink, IconList, IconListNumbers } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Markdown } from './markdown.tsx'
import { type EditProps, inputProps } from './widget.ts'

/** What a button of the bar puts around the selected words, or before their lines. */
const tools = [
  ['bold', IconBold, '**', '**'], ['italic', IconItalic, '*', '*'], ['heading', IconHeading, '## ', ''], ['bullets', IconList, '- ', ''],
  ['numbers', IconListNumbers, '1. ', ''], ['link', IconLink, '[', '](https://)'],
] as const

/** Markdown with a small bar; the preview shows what readers will see. */
export function RichTextEdit(props: EditProps) {
  const { t } = useTranslation()
  const area = useRef<HTMLTextAreaElement>(null)
  const [preview, setPreview] = useState(false)
  const text = String(props.value ?? '')
  const put = (before: string, after: string): void => {
    const element = area.current
    if (!element) return
    const { selectionStart: from, selectionEnd: to } = element
    const start = after ? from : text.lastIndexOf('\n', from - 1) + 1
    const chosen = after ? text.slice(from, to) : text.slice(start, to).split('\n').join(`\n${before}`)
    props.change(`${text.slice(0, start)}${before}${chosen}${after}${text.slice(to)}`)
    requestAnimationFrame(() => { element.focus(); element.setSelectionRange(start + before.length, start + before.length + chosen.length) })
  }
  return (
    <div className="rich">
      <div role="toolbar" aria-label={t('record.format')} className="tree-row">
        {tools.map(([name, Drawn, before, after]) => <ActionIcon key={name} disabled={preview} aria-label={t(`record.format.${name}`)} title={t(`record.format.${name}`)} onClick={() => put(before, after)}><Drawn size={16} /></ActionIcon>)}
        <span className="grow" />
        <Button variant="subtle" size="compact-sm" aria-pressed={preview} onClick={() => setPreview(!preview)}>{t(preview ? 'record.write' : 'record.preview')}</Button>
      </div>
      {preview ? <div className="preview"><Markdown text={text} /></div> : <Textarea {...inputProps(props)} ref={area} dir="auto" rows={6} value={text} onChange={(event) => props.change(event.currentTarget.value || null)} />}
    </div>
  )
}
