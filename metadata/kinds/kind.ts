import type { Static, TObject } from '@sinclair/typebox'
import type { Problem } from '../base/problem.ts'

/** One kind of metadata document. Types, validation, studio form, JSON Schema and reference page all come from here. */
export interface Kind<S extends TObject = TObject> {
  /** Singular, e.g. `entity`; documents stand in `<layer>/<plural>/<key>.json`. */
  readonly name: string
  readonly plural: string
  readonly label: string
  /** Format version of documents of this kind. */
  readonly version: number
  readonly schema: S
  /** Rules about one document that a schema cannot say. Paths are JSON pointers inside the document. */
  check?(doc: Static<S>, key: string): readonly Problem[]
  /** `upcast[n]` turns a version-n document into version n + 1. Never edited once released. */
  readonly upcast: Readonly<Record<number, (doc: never) => unknown>>
}

export const defineKind = <S extends TObject>(kind: Kind<S>): Kind<S> => Object.freeze(kind)
