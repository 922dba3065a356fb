/**
 * The tables of one area, as steps that only go forward: a released step is never edited, a change is one more step at the
 * end. `s` is the schema, quoted.
 */
export interface Area {
  readonly name: string
  readonly steps: readonly ((s: string) => string)[]
}
