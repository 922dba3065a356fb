import { Button } from '@mantine/core'
import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { spotOf } from '../../metadata/base/json-text.ts'
import { useProblemText } from '../words/say.ts'
import { type Checked, checkText, type Found, placed } from './check.ts'
import type { Problem } from '../../metadata/base/problem.ts'
import type { Place } from '../document/objects.ts'

interface JsonProps {
  readonly place: Place
  readonly text: string
  readonly change: (text: string) => void
  /** What only the whole set of layers tells of this document. */
  readonly others: readonly Problem[]
}

/** A document as text: numbered lines, what is wrong beside it, each problem a jump to its place. */
export function JsonEditor({ place, text, change, others }: JsonProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const rested = useDeferredValue(text)
  const checked = useMemo(() => checkText(rested, place), [rested, place])
  const whole = useMemo(() => (checked.broken ? [] : placed(rested, others.filter((other) => !checked.found.some(({ problem }) => problem?.path === other.path && problem.code === other.code)))), [checked, rested, others])
  const jump = ({ span }: Found): void => {
    const field = area.current
    if (!field) return
    field.focus()
    field.setSelectionRange(span.from, span.to)
    const line = spotOf(field.value, span.from).line
    field.scrollTop = Math.max(0, (line - 4) * (field.scrollHeight / Math.max(1, field.value.split('\n').length)))
  }
  const fix = ({ span, problem }: Found): void => {
    const field = area.current
    if (!field || problem?.fix === undefined) return
    change(`${text.slice(0, span.from)}${JSON.stringify(problem.fix)}${text.slice(span.to)}`)
  }
  return (
    <div className="json">
      <JsonArea area={area} text={text} change={change} lines={new Set([...checked.found, ...whole].map(({ span }) => spotOf(rested, span.from).line))} />
      <Beside checked={checked} whole={whole} text={rested} jump={jump} fix={fix} />
    </div>
  )
}

interface AreaProps { readonly area: React.RefObject<HTMLTextAreaElement | null>; readonly text: string; readonly change: (text: string) => void; readonly lines: ReadonlySet<number> }
function JsonArea({ area, text, change, lines }: AreaProps) {
  const { t } = useTranslation()
  const gutter = useRef<HTMLDivElement>(null)
  const count = text.split('\n').length
  const follow = (): void => { if (gutter.current && area.current) gutter.current.scrollTop = area.current.scrollTop }
  useEffect(follow)
  // Tab leaves the field, as everywhere; the line begins where the line above did.
  const keys = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const { selectionStart, value } = event.currentTarget
    const before = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart)
    const deeper = /[{[]\s*$/.test(before) ? '  ' : ''
    event.preventDefault()
    document.execCommand('insertText', false, `\n${/^ */.exec(before)?.[0] ?? ''}${deeper}`)
  }
  return (
    <div className="json-area">
      <div className="json-gutter" ref={gutter} aria-hidden>{Array.from({ length: count }, (_, at) => <div key={at} data-wrong={lines.has(at + 1) || undefined}>{at + 1}</div>)}</div>
      <textarea ref={area} aria-label={t('draft.json')} aria-invalid={lines.size > 0} spellCheck={false} autoCapitalize="off" autoComplete="off" wrap="off" value={text} onChange={(event) => change(event.currentTarget.value)} onScroll={follow} onKeyDown={keys} />
    </div>
  )
}

interface BesideProps { readonly checked: Checked; readonly whole: readonly Found[]; readonly text: string; readonly jump: (found: Found) => void; readonly fix: (found: Found) => void }
function Beside({ checked, whole, text, jump, fix }: BesideProps) {
  const { t } = useTranslation()
  return (
    <aside className="json-side" aria-label={t('studio.problems', { count: checked.found.length + whole.length })}>
      {checked.found.length === 0 ? <p className="dot" data-tone="ok" role="status">{t('draft.fits')}</p> : <Problems found={checked.found} text={text} jump={jump} fix={fix} />}
      {whole.length > 0 ? <><h3>{t('draft.of_set')}</h3><Problems found={whole} text={text} jump={jump} fix={fix} /></> : null}
    </aside>
  )
}

function Problems({ found, text, jump, fix }: { found: readonly Found[]; text: string; jump: (found: Found) => void; fix: (found: Found) => void }) {
  const { t } = useTranslation()
  const say = useProblemText()
  return (
    <ul className="json-problems">
      {found.map((one, at) => {
        const spot = spotOf(text, one.span.from)
        return (
          <li key={at}>
            <button type="button" className="plain-button" onClick={() => jump(one)}>{t('draft.line', { line: spot.line })}{one.problem?.path ? <code> {one.problem.path}</code> : null}</button>
            <div role="alert">{one.problem ? say(one.problem) : t('draft.no_json', { ...spot, detail: one.detail })}</div>
            {one.problem?.fix !== undefined && one.problem.code === 'metadata.unknown_reference' ? <Button size="compact-xs" variant="default" onClick={() => fix(one)}>{t('draft.use_fix', { fix: one.problem.fix })}</Button> : null}
          </li>
        )
      })}
    </ul>
  )
}
