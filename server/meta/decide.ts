import { createHash } from 'node:crypto'
import type { ClientModel } from '../../metadata/api/client-model.ts'
import type { Model } from '../../metadata/model/model.ts'
import { textsOf } from '../../metadata/model/translate.ts'
import type { Rights } from '../access/rights.ts'
import { clientDocuments } from './client-documents.ts'
import { clientEntities } from './client-entities.ts'

/** The model as a reader with these rights may see it, in one language. Pure. */
export function toClientModel(model: Model, rights: Rights, at: { readonly language: string; readonly version: string }): ClientModel {
  const reader = { model, rights, texts: textsOf(model, at.language) }
  const version = createHash('sha256').update(JSON.stringify([at.version, rights.roles, at.language])).digest('base64url').slice(0, 22)
  return { version, language: at.language, entities: clientEntities(reader), documents: clientDocuments(reader) }
}
