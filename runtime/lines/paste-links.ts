import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { listRecords } from '../client/records.ts'
import { shownAs } from '../model/field-view.ts'
import { type AppModel, targetOf } from '../model/model.ts'
import { titleOfRow } from '../model/title.ts'

/** What a pasted text names: one record, none, or several, which is a question and never "the first". */
export type Named = { readonly kind: 'one'; readonly value: Readonly<Record<string, unknown>> } | { readonly kind: 'none' | 'several' }

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
/** Addresses have an end: so many characters of texts are asked for at once. */
const share = 1_200
const few = 40

/** Fields that name a record: its unique texts, and what it is searched by. */
const namingFields = (entity: ClientEntity): readonly ClientField[] => {
  const unique = entity.unique.filter((rule) => rule.fields.length === 1).map((rule) => rule.fields[0])
  const title = entity.title.kind === 'path' ? [entity.title.steps[0]?.field] : entity.title.kind === 'call' ? entity.title.args.flatMap((arg) => (arg.kind === 'path' ? [arg.steps[0]?.field] : [])) : []
  return entity.fields.filter((field) => field.value.kind === 'text' && shownAs(field) !== 'choice' && (unique.includes(field.key) || title.includes(field.key) || entity.search.includes(field.key)))
}

export async function namedRecords(model: AppModel, field: ClientField, texts: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const target = targetOf(model, field)
  const wished = [...new Set(texts)]
  if (!target) return new Map(wished.map((text) => [text, { kind: 'none' }]))
  const naming = namingFields(target)
  const place = (rows: readonly Row[]): Found => ({ model, target, naming, rows })
  const exact = place(naming.length ? (await Promise.all(shares(wished).map((some) => read(target, naming, some)))).flat() : [])
  // Another letter case, and titles made of several parts, are only found by searching: one by one, while they are few.
  const left = wished.filter((text) => named(text, exact).kind === 'none').slice(0, few)
  const searched = place((await Promise.all(left.map((text) => find(target, text)))).flat())
  return new Map(wished.map((text) => [text, left.includes(text) ? named(text, searched) : named(text, exact)]))
}

interface Found { readonly model: AppModel; readonly target: ClientEntity; readonly naming: readonly ClientField[]; readonly rows: readonly Row[] }
/** The title counts first, then any naming field. */
function named(text: string, { model, target, naming, rows }: Found): Named {
  const same = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === text.toLowerCase()
  const once = new Map(rows.map((row) => [row.id, row]))
  const titled = [...once.values()].filter((row) => same(titleOfRow(model, target, row)))
  const found = titled.length ? titled : [...once.values()].filter((row) => naming.some((one) => same(row[one.name])))
  const row = found[0]
  return found.length === 1 && row ? { kind: 'one', value: { ...row, title: titleOfRow(model, target, row) } } : { kind: found.length ? 'several' : 'none' }
}
function shares(texts: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = []
  let room = 0
  for (const text of texts) {
    if (room < text.length || !all.length) { all.push([]); room = share }
    all.at(-1)?.push(text)
    room -= text.length * 3
  }
  return all
}
const fieldsRead = (target: ClientEntity): string => ['title', ...target.fields.filter((field) => !field.childEntity).map((field) => field.name)].join(',')
async function read(target: ClientEntity, naming: readonly ClientField[], texts: readonly string[]): Promise<readonly Row[]> {
  const list = `[${texts.map(quote).join(', ')}]`
  return (await listRecords(target.name, { fields: fieldsRead(target), filter: naming.map((field) => `${field.name} in ${list}`).join(' || '), size: 200, count: 'none' })).rows
}
const find = async (target: ClientEntity, text: string): Promise<readonly Row[]> => (await listRecords(target.name, { fields: fieldsRead(target), search: text, size: 50, count: 'none' })).rows
