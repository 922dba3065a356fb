import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import type { Widget } from '../../metadata/fields/field-type.ts'
import { base } from '../client/base.ts'
import type { StoredFile } from '../client/system.ts'
import { shownAs } from '../model/field-view.ts'
import { linkTitle } from '../model/title.ts'
import { useChoices } from './choices.ts'
import { dateText, dateTimeText, decimalText, durationText, sizeText } from './format.ts'
import type { DisplayProps } from './widget.ts'

const Markdown = lazy(() => import('./markdown.tsx').then((file) => ({ default: file.Markdown })))

const Plain = ({ value }: DisplayProps): ReactNode => <span dir="auto">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>
const Num = ({ value, field }: DisplayProps): ReactNode => decimalText(value, scaleOf(field.options))
function scaleOf(options: Readonly<Record<string, unknown>>): number | undefined {
  return typeof options['scale'] === 'number' && options['scale'] <= 4 ? options['scale'] : undefined
}
function Money({ value, field }: DisplayProps): ReactNode {
  const own = isObject(value) ? value : { amount: value, currency: field.options['currency'] }
  const currency = typeof own['currency'] === 'string' && /^[A-Z]{3}$/.test(own['currency']) ? own['currency'] : ''
  return <span>{decimalText(own['amount'], scaleOf(field.options) ?? 2)}{currency ? <span className="muted"> {currency}</span> : null}</span>
}
const Percent = ({ value }: DisplayProps): ReactNode => `${decimalText(value)} %`
function YesNo({ value }: DisplayProps): ReactNode {
  const { t } = useTranslation()
  return t(value === true ? 'record.yes' : 'record.no')
}
function ChoiceText({ value, field }: DisplayProps): ReactNode {
  const choice = useChoices(field).find((one) => one.key === value)
  return <span className={choice?.tone ? 'dot' : undefined} data-tone={choice?.tone ?? undefined}>{choice?.label ?? String(value)}</span>
}
function Choices({ value, field }: DisplayProps): ReactNode {
  const choices = useChoices(field)
  return (Array.isArray(value) ? value : []).map((key) => choices.find((one) => one.key === key)?.label ?? String(key)).join(', ')
}
const Rich = (props: DisplayProps): ReactNode => (props.compact ? <Plain {...props} /> : <Suspense fallback={<Plain {...props} />}><Markdown text={String(props.value)} /></Suspense>)
const Linked = ({ value }: DisplayProps): ReactNode => <span dir="auto">{linkTitle(value)}</span>
const LinkList = ({ value }: DisplayProps): ReactNode => <span dir="auto">{(Array.isArray(value) ? value : []).map(linkTitle).join(', ')}</span>
const Count = ({ value }: DisplayProps): ReactNode => (Array.isArray(value) ? String(value.length) : '')
const Mail = ({ value }: DisplayProps): ReactNode => <a href={`mailto:${String(value)}`}>{String(value)}</a>
const Phone = ({ value }: DisplayProps): ReactNode => <a href={`tel:${String(value)}`}>{String(value)}</a>
/** Only web addresses become links; any other scheme is shown as text. */
const Web = ({ value }: DisplayProps): ReactNode => (/^https?:\/\//i.test(String(value)) ? <a href={String(value)} target="_blank" rel="noreferrer noopener">{String(value)}</a> : String(value))
const Colour = ({ value }: DisplayProps): ReactNode => <span className="dot-colour"><i style={{ background: String(value) }} />{String(value)}</span>
const Rating = ({ value }: DisplayProps): ReactNode => <span aria-label={String(value)}>{'★'.repeat(Math.min(10, Math.max(0, Number(value) || 0)))}</span>
const Geo = ({ value }: DisplayProps): ReactNode => (isObject(value) ? `${String(value['lat'])}, ${String(value['lng'])}` : '')
const Day = ({ value }: DisplayProps): ReactNode => <span>{dateText(String(value))}</span>
const Instant = ({ value }: DisplayProps): ReactNode => <time dateTime={String(value)}>{dateTimeText(String(value))}</time>
const Clock = ({ value }: DisplayProps): ReactNode => String(value).replace(/:00$/, '')
const Span = ({ value }: DisplayProps): ReactNode => durationText(Number(value))
export const fileAddress = (id: string): string => `${base}/api/_/files/${encodeURIComponent(id)}`
const FileLink = ({ value }: DisplayProps): ReactNode => {
  const file = isObject(value) ? (value as unknown as StoredFile) : null
  return file ? <a href={fileAddress(file.id)} download={file.name}>{file.name} <span className="muted">{sizeText(file.size)}</span></a> : null
}
const FileList = (props: DisplayProps): ReactNode => (Array.isArray(props.value) ? props.value : []).map((file, index) => <span key={index}><FileLink {...props} value={file} /> </span>)
const Picture = ({ value, compact }: DisplayProps): ReactNode => {
  const file = isObject(value) ? (value as unknown as StoredFile) : null
  return file ? <img className={compact ? 'thumb' : 'picture'} src={fileAddress(file.id)} alt={file.name} loading="lazy" /> : null
}
const Json = ({ value, compact }: DisplayProps): ReactNode => <code>{JSON.stringify(value, null, compact ? 0 : 2)}</code>
const Drawn = ({ value }: DisplayProps): ReactNode => (isObject(value) ? <FileLink field={undefined as never} value={value} /> : String(value).startsWith('data:image/png') ? <img className="picture" src={String(value)} alt="" /> : '✓')

export const displays: Readonly<Record<Widget, ComponentType<DisplayProps>>> = {
  text: Plain, long_text: Plain, rich_text: Rich, number: Num, money: Money, percent: Percent, switch: YesNo, date: Day, time: Clock, datetime: Instant, duration: Span,
  choice: ChoiceText, multi_choice: Choices, email: Mail, phone: Phone, url: Web, colour: Colour, link: Linked, links: LinkList, dynamic_link: Linked, children: Count, user: Linked,
  file: FileLink, files: FileList, image: Picture, geo_point: Geo, json: Json, rating: Rating, barcode: Plain, signature: Drawn, computed: Plain,
}

/** Shows the value of any field; nothing there is a dash that is read as "empty". */
export function Shown(props: DisplayProps) {
  const { t } = useTranslation()
  const { value } = props
  const nothing = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (nothing) return <span className="muted" aria-label={t('record.empty')}>–</span>
  const Display = displays[shownAs(props.field)]
  return <Display {...props} />
}
