/** The type of a value in an expression. Numbers are exact decimals; there is no float. */
export type ValueType =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly integer?: boolean }
  | { readonly kind: 'boolean' }
  /** `YYYY-MM-DD` */
  | { readonly kind: 'date' }
  /** `HH:MM:SS` */
  | { readonly kind: 'time' }
  /** An instant, `YYYY-MM-DDTHH:MM:SS.sssZ` */
  | { readonly kind: 'datetime' }
  /** Seconds, exact. */
  | { readonly kind: 'duration' }
  | { readonly kind: 'json' }
  /** One record of an entity (by key): a link, `me()`, `parent()`, the variable of a macro. */
  | { readonly kind: 'record'; readonly entity: string }
  | { readonly kind: 'list'; readonly of: ValueType }
  /** Only the literal null has it; every type takes null. */
  | { readonly kind: 'null' }

export const types = {
  text: { kind: 'text' }, number: { kind: 'number' }, integer: { kind: 'number', integer: true }, boolean: { kind: 'boolean' },
  date: { kind: 'date' }, time: { kind: 'time' }, datetime: { kind: 'datetime' }, duration: { kind: 'duration' }, json: { kind: 'json' }, null: { kind: 'null' },
  record: (entity: string): ValueType => ({ kind: 'record', entity }),
  list: (of: ValueType): ValueType => ({ kind: 'list', of }),
} as const satisfies Record<string, ValueType | ((...args: never[]) => ValueType)>
