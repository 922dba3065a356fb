/** Types that a browser shows without running anything. SVG and HTML are never among them. */
const harmless = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'application/pdf'])
export const disposition = (type: string, name: string): string => {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')
  return `${harmless.has(type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** A name to show and to save under; it never becomes a path. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').trim().replace(/^\.+$/, '')
  return [...clean].slice(0, 200).join('') || 'file'
}
const textual: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', md: 'text/plain', json: 'application/json' }
/** By content; only plain text, which has no mark of its own, by the ending of the name. What claims to be an image but is none is bytes. */
export function typeOf(detected: string | undefined, start: Uint8Array, name: string): string {
  if (detected) return detected
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return !start.includes(0) && Object.hasOwn(textual, ending) ? textual[ending]! : 'application/octet-stream'
}
