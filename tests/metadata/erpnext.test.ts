import { beforeAll, describe, expect, test } from 'vitest'
import { types } from '../../metadata/base/value-type.ts'
import { tablesOf } from '../../metadata/change/physical.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import { holds } from '../../metadata/expressions/evaluate.ts'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Layer, Model } from '../../metadata/model/model.ts'
import { modelScope } from '../../metadata/model/scope.ts'
import { readLayerFolder } from '../../server/publish/layer-folder.ts'
import { type Catalogue, catalogueOf } from '../support/erpnext/catalogue.ts'
import { translateCondition } from '../support/erpnext/conditions.ts'
import { erpnextLayer } from '../support/erpnext/layer.ts'
import { slug } from '../support/erpnext/names.ts'
import { columnAccount, foreignKeyAccount, plainNumbers, tableAccount, totalOf } from '../support/erpnext/numbers.ts'
import { runOriginal, situations } from '../support/erpnext/original.ts'
import { conditionsIn, conditionsOf } from '../support/erpnext/places.ts'
import { isPresent, readSource } from '../support/erpnext/source.ts'

type Sections = Record<string, { fields: string[] }>

describe.skipIf(!isPresent)('200 document types of a real ERP', () => {
  let catalogue: Catalogue
  let base: Layer
  let layer: Layer
  let model: Model

  beforeAll(async () => {
    const read = await readLayerFolder('templates/base')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    base = read.value
    const source = readSource()
    catalogue = catalogueOf(source)
    layer = erpnextLayer(source)
    const start = performance.now()
    const compiled = compileModel([base, layer])
    console.log(`compiling ${compiled.ok ? compiled.model.entities.size : 0} entities took ${Math.round(performance.now() - start)} ms`)
    expect(compiled.ok ? [] : compiled.problems.map((p) => `${p.object}${p.path}: ${p.message}`)).toEqual([])
    if (compiled.ok) model = compiled.model
  })

  const numbers = (of: Model) => {
    const tables = [...tablesOf(of).values()]
    const foreign = tables.flatMap((t) => [...t.constraints.values()]).filter((c) => c.kind === 'foreign')
    return { tables: tables.length, columns: tables.reduce((sum, t) => sum + t.columns.size, 0), foreignKeys: foreign.length }
  }

  test('every type is an entity: documents, trees, settings, and child types as shapes of lines', () => {
    const kinds = Object.values(layer.documents.entity!) as { child?: boolean; single?: boolean }[]
    const specialised = kinds.filter((doc) => doc.child).length - 75
    expect(catalogue.source.entities.length).toBe(200)
    expect(catalogue.stubs.length).toBe(61)
    // A shape whose conditions or currencies name the parent stands once for each difference.
    expect({ all: kinds.length - specialised - 61, single: kinds.filter((doc) => doc.single).length, specialised }).toEqual({ all: 200, single: 11, specialised: 3 })
    expect([...model.entities.values()].filter((e) => e.tree !== null && ['goal', 'task'].includes(e.key)).map((e) => e.tree)).toEqual(['parent_goal', 'parent_task'])
  })

  test('every field has its place, whatever it is called', () => {
    for (const entity of catalogue.source.entities.filter((e) => e.kind !== 'child')) {
      const fields = model.entities.get(catalogue.key(entity.name))!.fields
      expect(entity.fields.filter((f) => !fields.has(slug(f.name))).map((f) => f.name)).toEqual([])
    }
    expect(model.entities.get('hr_settings')!.fields.has(slug('role_allowed_to_create_backdated_leave_application'))).toBe(true)
    expect(model.entities.get('sales_order')!.fields.get('status')!.type.name).toBe('choice')
    expect(model.entities.get('daily_work_summary_group.users')!.fields.get('user')!.relation).toMatchObject({ kind: 'link', to: 'user' })
  })

  test('the tables, columns and foreign keys differ from the plain generator\'s by these rules and no others', () => {
    const alone = compileModel([base])
    const ofBase = numbers(alone.ok ? alone.model : model)
    const plain = plainNumbers(catalogue)
    expect(plain).toEqual({ tables: 189, columns: 1833, foreignKeys: 240 })
    const accounts = { tables: tableAccount(catalogue, ofBase.tables), columns: columnAccount(catalogue, ofBase.columns), foreignKeys: foreignKeyAccount(catalogue, ofBase.foreignKeys) }
    console.log(JSON.stringify({ plain, accounts, ours: numbers(model) }, null, 1))
    expect(numbers(model)).toEqual({ tables: 189 + totalOf(accounts.tables), columns: 1833 + totalOf(accounts.columns), foreignKeys: 240 + totalOf(accounts.foreignKeys) })
    expect(numbers(model)).toEqual({ tables: 278, columns: 2226, foreignKeys: 744 })
  })

  /** Distinct conditions, each where it stands; a condition counts only when it translates and compiles everywhere. */
  const outcomes = () => {
    const failed = new Map<string, string>()
    const done = conditionsIn(catalogue).flatMap((placed) => {
      const translated = translateCondition(placed.condition, placed.place)
      const compiled = translated.ok ? compileExpression(translated.text, modelScope(model, placed.key), types.boolean) : null
      if (!translated.ok) failed.set(placed.condition.trim(), translated.reason)
      else if (!compiled!.ok) failed.set(placed.condition.trim(), `${translated.text}: ${compiled!.problems.map((p) => p.message).join(' ')}`)
      return compiled?.ok ? [{ ...placed, expression: compiled.value }] : []
    })
    return { failed, done }
  }

  test('at least 95 % of the distinct conditions are said in our language; the rest name fields that their type does not have', () => {
    const distinct = new Set(catalogue.source.entities.flatMap(conditionsOf))
    const { failed } = outcomes()
    console.log(`${distinct.size - failed.size} of ${distinct.size} conditions`)
    expect(distinct.size).toBe(165)
    expect((distinct.size - failed.size) / distinct.size).toBeGreaterThanOrEqual(0.95)
    expect(Object.fromEntries(failed)).toEqual({
      "eval:doc.source == 'Existing Customer'": 'Lead has no field source',
      'eval:!doc.__islocal && !doc.skip_delivery_note_creation': 'Sales Order has no field skip_delivery_note_creation',
      'eval: doc.type != ""': 'Sales Order Item has no field type',
      'eval: !doc.default_contract': 'Service Level Agreement has no field default_contract',
      "eval:doc.status === 'Active'": 'Shift Assignment Schedule has no field status',
    })
  })

  test('each condition holds exactly when the original does, for empty and telling values of its fields', () => {
    const differing: string[] = []
    let compared = 0
    for (const { condition, key, place, expression } of outcomes().done) {
      for (const { doc, parent, self, around } of situations(condition, place)) {
        const ours = holds(expression, { self: self as never, parent: around as never, me: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z' })
        compared++
        if (ours !== runOriginal(condition, doc, parent)) differing.push(`${key}: ${condition} with ${JSON.stringify({ doc, parent })}: ${ours}`)
      }
    }
    console.log(`${compared} situations compared`)
    expect(differing).toEqual([])
  })

  test('the currency of an amount is an expression that holds in its entity', () => {
    const wrong = [...model.entities.values()].flatMap((entity) => [...entity.fields.values()].flatMap(({ key, type, options }) => {
      if (type.name !== 'money' || typeof options.currency !== 'string') return []
      const read = compileExpression(options.currency, modelScope(model, entity.key), types.text)
      return read.ok ? [] : [`${entity.key}.${key}: ${read.problems.map((p) => p.message).join(' ')}`]
    }))
    expect(wrong).toEqual([])
  })

  test('what their forms show, ours show: in the same order, in tabs, sections and columns', () => {
    for (const entity of catalogue.source.entities.filter((e) => e.kind !== 'child')) {
      const form = layer.documents.form![catalogue.key(entity.name)] as { tabs?: Record<string, { sections: Sections }>; sections?: Sections } | undefined
      const shown = entity.layout.filter((item) => item.at === 'field').map((item) => entity.fields.find((f) => f.name === item.name)!).filter((f) => !f.hidden).map((f) => slug(f.name))
      const sections = form?.tabs ? Object.values(form.tabs).flatMap((tab) => Object.values(tab.sections)) : Object.values(form?.sections ?? {})
      expect(sections.flatMap((section) => section.fields)).toEqual(shown)
    }
    const tabs = Object.values(layer.documents.form!).reduce<number>((sum, form) => sum + Object.keys((form as { tabs?: object }).tabs ?? {}).length, 0)
    const { form, view, role, app } = layer.documents
    expect({ forms: Object.keys(form!).length, tabs, views: Object.keys(view!).length, roles: Object.keys(role!).length, apps: Object.keys(app!).length }).toEqual({ forms: 125, tabs: 33, views: 116, roles: 28, apps: 7 })
  })

  test('fields of a higher level are kept from roles that may not see them', () => {
    const { may } = layer.documents.role!.employee as { may: Record<string, { not_fields?: string[]; readonly_fields?: string[] }> }
    expect(may.employee_checkin).toMatchObject({ read: true })
    expect(Object.values(layer.documents.role!).some((role) => Object.values((role as { may: typeof may }).may).some((grant) => grant.not_fields))).toBe(true)
  })
})
