import { filesOfLayer } from '../../metadata/model/layer-files.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { writeZip } from './zip.ts'

/** Hands the browser a file to keep. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
export function downloadLayer(layer: Layer): void {
  const encoder = new TextEncoder()
  const files = new Map([...filesOfLayer(layer)].map(([path, text]) => [`${layer.name}/${path}`, encoder.encode(text)]))
  download(`${layer.name}-${layer.version}.zip`, writeZip(files) as BlobPart, 'application/zip')
}
