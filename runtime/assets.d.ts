/** Style sheets are imported for their effect alone. */
declare module '*.css'
/** Made while building, from the registry of field types (`field-traits-plugin.ts`). */
declare module 'virtual:field-traits' {
  interface Traits { readonly widget: import('../metadata/fields/field-type.ts').Widget; readonly operators: readonly import('../metadata/fields/field-type.ts').Operator[]; readonly sortable: boolean; readonly computed: string | null }
  export const traits: Readonly<Record<string, Traits | undefined>>
}
/** The address of a worker that is built on its own. */
declare module '*?worker&url' {
  const address: string
  export { address as default }
}
