/** Files by their path. */
export type Files = ReadonlyMap<string, Uint8Array>
const signature = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 } as const
/** A layer is some megabytes at most; what unpacks to more is not one. */
const most = 64 * 1_048_576

/** Reads a ZIP file whose entries are stored or deflated; throws where it is none. */
export async function readZip(bytes: Uint8Array): Promise<Files> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== signature.end) end--
  if (end < 0) throw new Error('no end record')
  const files = new Map<string, Uint8Array>()
  let [at, total] = [view.getUint32(end + 16, true), 0]
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== signature.central) throw new Error('no entry')
    const [method, packed, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameLength, extra, comment, local] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)]
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + extra + comment
    if (name.endsWith('/')) continue
    total += size
    if (total > most || view.getUint32(local, true) !== signature.local) throw new Error('not a layer')
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const content = bytes.subarray(from, from + packed)
    files.set(name, method === 0 ? content : await inflate(content, size))
  }
  return files
}

async function inflate(packed: Uint8Array, size: number): Promise<Uint8Array> {
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const content = new Uint8Array(size)
  let at = 0
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) break
    // Longer than it said: `set` throws, before memory is filled.
    content.set(value, at)
    at += value.length
  }
  if (at !== size) throw new Error('cut off')
  return content
}

const table = Uint32Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1), n) >>> 0)
const crc = (bytes: Uint8Array): number => (bytes.reduce((sum, byte) => (sum >>> 8) ^ table[(sum ^ byte) & 255]!, 0xffffffff) ^ 0xffffffff) >>> 0

/** Writes a ZIP file; entries are stored as they are, so that equal layers make equal files. */
export function writeZip(files: Files): Uint8Array {
  const [locals, entries]: [Uint8Array[], Uint8Array[]] = [[], []]
  let offset = 0
  for (const [path, content] of files) {
    const name = new TextEncoder().encode(path)
    const head = (central: boolean): Uint8Array => {
      const bytes = new Uint8Array((central ? 46 : 30) + name.length)
      const view = new DataView(bytes.buffer)
      const shift = central ? 2 : 0
      view.setUint32(0, central ? signature.central : signature.local, true)
      if (central) view.setUint16(4, 20, true)
      // Names are UTF-8; the date is the first that the format knows.
      for (const [at, value] of [[4, 20], [6, 0x800], [12, 0x21], [26, name.length]] as const) view.setUint16(at + shift, value, true)
      for (const [at, value] of [[14, crc(content)], [18, content.length], [22, content.length]] as const) view.setUint32(at + shift, value, true)
      if (central) view.setUint32(42, offset, true)
      bytes.set(name, central ? 46 : 30)
      return bytes
    }
    entries.push(head(true))
    const local = head(false)
    locals.push(local, content)
    offset += local.length + content.length
  }
  const end = new Uint8Array(22)
  const view = new DataView(end.buffer)
  view.setUint32(0, signature.end, true)
  view.setUint16(8, entries.length, true)
  view.setUint16(10, entries.length, true)
  view.setUint32(12, entries.reduce((sum, { length }) => sum + length, 0), true)
  view.setUint32(16, offset, true)
  return joined([...locals, ...entries, end])
}
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) { all.set(part, at); at += part.length }
  return all
}
