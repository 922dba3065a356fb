/** What nobody without a right may ever be told; the names are found nowhere else. */
export const secrets = { value: 'zqcanary-7f3a', field: 'zq_secret', entity: 'zq_vault', label: 'Zqvault' } as const

const seen = "region == 'seen'"
const hidden = ['zq_secret', 'zq_paper', 'lines.zq_note']
const text = (label: string) => ({ type: 'text', label })

export const layer = {
  name: 'probe', label: 'Probe', version: '1', needs: ['base'], edits: {},
  documents: {
    entity: {
      zq_vault: {
        label: secrets.label, plural: 'Zqvaults', title: '{name}',
        fields: {
          name: text('Name'), region: text('Region'), zq_secret: text('Zqsecret'), paper: { type: 'file', label: 'Paper' }, zq_paper: { type: 'file', label: 'Zqpaper' },
          number: { type: 'sequence', label: 'Number', pattern: 'V-{0000}' }, twice: { type: 'formula', label: 'Twice', formula: "name + name" }, fixed: { type: 'text', label: 'Fixed', readonly: true },
          lines: { type: 'children', label: 'Lines', fields: { word: text('Word'), zq_note: text('Zqnote') } },
        },
      },
    },
    role: {
      probe_reader: { label: 'Reader', may: { zq_vault: { read: seen, not_fields: hidden } } },
      probe_writer: { label: 'Writer', may: { zq_vault: { read: seen, create: seen, update: seen, delete: seen, export: true, import: true, not_fields: hidden } } },
      probe_people: { label: 'People', may: { user: { read: true, create: true, update: true, import: true } } },
      probe_none: { label: 'None', may: {} },
      designer: { label: 'Designer', may: {} },
    },
  },
}
