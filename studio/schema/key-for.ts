import { systemFields } from '../../metadata/base/name.ts'

/** A key for what somebody calls so: `Líneas de pedido` → `lineas_de_pedido`; a number follows where it is taken. */
export function keyFor(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 40) || 'part'
  const refused = new Set([...taken, ...(systemFields as readonly string[])])
  if (!refused.has(plain)) return plain
  for (let n = 2; ; n++) if (!refused.has(`${plain}_${n}`)) return `${plain}_${n}`
}
