import { appKind } from './app.ts'
import { datasetKind } from './dataset.ts'
import { entityKind } from './entity.ts'
import { formKind } from './form.ts'
import type { Kind } from './kind.ts'
import { roleKind } from './role.ts'
import { translationKind } from './translation.ts'
import { viewKind } from './view.ts'

/** Every kind of document by name. A new kind = one file + one line. */
export const kinds = {
  entity: entityKind,
  form: formKind,
  view: viewKind,
  role: roleKind,
  app: appKind,
  dataset: datasetKind,
  translation: translationKind,
} as const
export type KindName = keyof typeof kinds
export const kindNames = Object.keys(kinds) as KindName[]
export const isKind = (name: string): name is KindName => Object.hasOwn(kinds, name)
export const kindOf = (name: KindName): Kind => kinds[name] as unknown as Kind
export const kindByPlural = (plural: string): KindName | undefined => kindNames.find((name) => kinds[name].plural === plural)
