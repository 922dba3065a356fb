import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldTypes } from '../../metadata/fields/index.ts'
import type { FieldType } from '../../metadata/fields/field-type.ts'
import { type QuickField, quickField, quickFields, type Targets } from './quick-field.ts'

export const typeLabel = (type: string, language: string): string => { const label = (fieldTypes as Readonly<Record<string, FieldType>>)[type]?.label; return label?.[language === 'es' || language === 'zh' ? language : 'en'] ?? type }

/** A field in one line of typing; what it is taken for is shown while one types, and a pasted list makes many. */
export function QuickLine({ targets, add }: { targets: Targets; add: (fields: readonly QuickField[]) => void }) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const guess = quickField(text, targets)
  const take = (): void => { if (guess) { add([guess]); setText('') } }
  const paste = (event: React.ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text/plain')
    if (!/\r?\n\S/.test(pasted)) return
    event.preventDefault()
    add(quickFields(pasted, targets))
  }
  return (
    <div className="quick-line">
      <TextInput className="grow" dir="auto" aria-label={t('design.field.add')} placeholder={`${t('design.field.add')} ${t('design.field.add_hint')}`} value={text} onChange={(event) => setText(event.currentTarget.value)} onPaste={paste}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); take() } }} />
      <span className="chip" role="status">{guess ? `${guess.label}: ${typeLabel(guess.type, i18n.language)}${typeof guess.options['to'] === 'string' ? ` → ${guess.options['to']}` : ''}` : ''}</span>
      <Button variant="default" disabled={!guess} onClick={take}>{t('design.add')}</Button>
    </div>
  )
}
