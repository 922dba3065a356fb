import type { Catalogue } from './catalogue.ts'
import { type Place, translateCondition } from './conditions.ts'
import type { Doc } from './fields.ts'
import { slug, unused } from './names.ts'
import type { LayoutItem } from './source.ts'

interface Section { readonly key: string; label?: string; columns: number; visible?: string; readonly fields: string[] }
interface Tab { readonly key: string; label?: string; visible?: string; readonly sections: Section[] }

/** Their layout is one list in which tabs, sections and columns are breaks. Null where nothing is shown. */
export function formOf(place: Place): Doc | null {
  const { catalogue, entity } = place
  const tabs: Tab[] = [{ key: 'details', sections: [] }]
  for (const item of entity.layout) layOut(item, tabs, place)
  const full = tabs.map((tab) => ({ ...tab, sections: tab.sections.filter((s) => s.fields.length > 0) })).filter((tab) => tab.sections.length > 0)
  const first = full[0]
  if (!first) return null
  const head = { of: catalogue.key(entity.name), label: entity.name }
  return full.length === 1 && first.label === undefined ? { ...head, sections: sectionsOf(first.sections) } : { ...head, tabs: keyed(full, (tab) => ({ label: tab.label ?? 'Details', ...shownIf(tab), sections: sectionsOf(tab.sections) })) }
}
const sectionsOf = (sections: readonly Section[]): Record<string, Doc> =>
  keyed(sections, (s) => ({ ...(s.label ? { label: s.label } : {}), ...(s.columns > 1 ? { columns: Math.min(s.columns, 4) } : {}), ...shownIf(s), fields: s.fields }))
const shownIf = ({ visible }: { visible?: string }): Doc => (visible === undefined ? {} : { visible })
function keyed<T extends { readonly key: string }>(parts: readonly T[], make: (part: T) => Doc): Record<string, Doc> {
  const all: Record<string, Doc> = {}
  for (const part of parts) all[unused(new Set(Object.keys(all)), part.key)] = make(part)
  return all
}

function layOut(item: LayoutItem, tabs: Tab[], place: Place): void {
  const tab = tabs.at(-1)!
  if (item.at === 'tab') return void tabs.push({ key: slug(item.label ?? 'tab'), label: item.label ?? 'More', ...visible(item, place), sections: [] })
  if (item.at === 'section') return void tab.sections.push({ key: slug(item.label ?? 'section'), ...(item.label ? { label: item.label } : {}), columns: 1, ...visible(item, place), fields: [] })
  if (item.at === 'display') return
  if (tab.sections.length === 0) tab.sections.push({ key: 'main', columns: 1, fields: [] })
  const section = tab.sections.at(-1)!
  if (item.at === 'column') return void section.columns++
  const field = place.entity.fields.find((f) => f.name === item.name)!
  if (!field.hidden || (field.reqd && field.default === undefined)) section.fields.push(slug(field.name))
}
function visible({ showIf }: LayoutItem, place: Place): { visible?: string } {
  const translated = showIf === undefined ? null : translateCondition(showIf, place)
  return translated?.ok ? { visible: translated.text } : {}
}

const unlisted = ['children', 'links', 'long_text', 'rich_text', 'signature', 'geo_point']
/** A list of the fields that their lists show, and a tree where the records form one. */
export function viewsOf({ catalogue, entity }: Place, fields: Readonly<Record<string, Doc>>): Record<string, Doc> {
  if (entity.kind === 'single') return {}
  const key = catalogue.key(entity.name)
  const listed = entity.fields.filter((f) => f.inList || f.name === entity.titleField).map((f) => slug(f.name)).filter((name) => !unlisted.includes(String(fields[name]!.type)))
  const columns = listed.length > 0 ? listed : [Object.keys(fields)[0]!]
  const tree = entity.treeParent ? { [slug(`${key} tree`)]: { of: key, label: entity.name, tree: { parent: slug(entity.treeParent), columns } } } : {}
  return { [key]: { of: key, label: entity.name, list: { columns } }, ...tree }
}

/** One app for each module. Child types and multi-selects have no screen of their own. */
export function appsOf(catalogue: Catalogue): Record<string, Doc> {
  const apps: Record<string, { label: string; menu: Record<string, Doc> }> = {}
  for (const entity of catalogue.source.entities) {
    if (entity.kind === 'child') continue
    const key = catalogue.key(entity.name)
    const app = (apps[slug(`${entity.app} ${entity.module}`)] ??= { label: entity.module, menu: {} })
    app.menu[key] = { label: entity.name, ...(entity.kind === 'single' ? { entity: key } : { view: entity.treeParent ? slug(`${key} tree`) : key }) }
  }
  return apps
}
