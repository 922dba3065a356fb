/** Stands in a field that nobody but the administrator may read; found nowhere else. */
export const canary = 'zqcanary-51c8'

const options = { red: {}, green: {}, blue: {} }
const words = { type: 'text' }
/** A field of every type. */
export const layer = {
  name: 'fuzzed', label: 'Fuzzed', version: '1', needs: ['base'], edits: {},
  documents: {
    entity: {
      all_types: {
        label: 'All types', plural: 'All types', title: '{text}', search: ['text', 'long_text'],
        unique: { both: { fields: ['integer', 'choice'] } },
        fields: {
          text: words, long_text: { type: 'long_text' }, rich_text: { type: 'rich_text' }, integer: { type: 'integer' }, decimal: { type: 'decimal', precision: 18, scale: 4 }, money: { type: 'money', currency: 'EUR' },
          own_money: { type: 'money', currency: 'own' }, percent: { type: 'percent' }, boolean: { type: 'boolean' }, choice: { type: 'choice', options }, multi_choice: { type: 'multi_choice', options },
          date: { type: 'date' }, time: { type: 'time' }, datetime: { type: 'datetime' }, duration: { type: 'duration' }, email: { type: 'email' }, phone: { type: 'phone' }, url: { type: 'url' },
          link: { type: 'link', to: 'all_types' }, links: { type: 'links', to: 'all_types' }, about: { type: 'dynamic_link', to: ['*'] }, keeper: { type: 'user' }, department: { type: 'department' },
          file: { type: 'file' }, files: { type: 'files' }, image: { type: 'image' }, number: { type: 'sequence', pattern: 'F-{0000}' }, rating: { type: 'rating' }, colour: { type: 'colour' }, place: { type: 'geo_point' },
          barcode: { type: 'barcode' }, signature: { type: 'signature' }, json: { type: 'json' }, unique: { type: 'text', unique: true }, checked: { type: 'integer', check: 'checked >= 0' }, secret: words,
          sum: { type: 'formula', formula: 'integer + decimal' }, upper: { type: 'formula', formula: "text + ' ' + choice" }, of_link: { type: 'lookup', path: 'link.text' }, count: { type: 'rollup', of: 'lines', function: 'count' },
          lines: { type: 'children', fields: { word: words, amount: { type: 'decimal', precision: 12, scale: 2 }, day: { type: 'date' }, item: { type: 'link', to: 'all_types' }, double: { type: 'formula', formula: 'amount * 2' } } },
        },
      },
    },
    role: {
      fuzz_reader: { label: 'Reader', may: { '*': { read: true, export: true }, all_types: { read: 'secret != null', export: true, not_fields: ['secret'] } } },
      fuzz_writer: { label: 'Writer', may: { all_types: { read: true, create: true, update: true, delete: true, export: true, import: true, not_fields: ['secret'] }, customer: { read: true, create: true, update: true }, order: { read: true, create: true, update: true } } },
    },
  },
}
