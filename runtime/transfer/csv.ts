export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]
export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** What the bytes say of themselves: a mark at the beginning, else UTF-8 if they are valid as such, else what most spreadsheets write. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
export const decode = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes)

/** The separator that cuts the first line into most columns; quoted text is not looked at. */
export function separatorOf(text: string): Separator {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  return separators.toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
}

/** Rows of cells (RFC 4180). Empty lines are left out; a quote that is never closed ends with the text. */
export function parseCsv(text: string, separator: Separator): string[][] {
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endRow = (): void => {
    row.push(cell)
    if (row.length > 1 || row[0] !== '') rows.push(row)
    ;[row, cell] = [[], '']
  }
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!
    if (quoted) {
      if (c !== '"') cell += c
      else if (text[at + 1] === '"') { cell += '"'; at++ } else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === separator) { row.push(cell); cell = '' }
    else if (c === '\n') endRow()
    else if (c !== '\r' || text[at + 1] !== '\n') cell += c
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

const written = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
export const writeCsv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(written).join(',')).join('\r\n') + '\r\n'

/** Against formulas in spreadsheets: a cell that would be computed is made a text. */
export const inert = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
/** Field of each heading: by name, key or label; each field once. */
export function matchColumns(headings: readonly string[], fields: readonly { readonly name: string; readonly key: string; readonly label: string }[]): (string | null)[] {
  const taken = new Set<string>()
  return headings.map((heading) => {
    const wanted = plain(heading)
    const found = fields.find((field) => !taken.has(field.name) && [field.name, field.key, field.label].some((one) => plain(one) === wanted))
    if (!found) return null
    taken.add(found.name)
    return found.name
  })
}
