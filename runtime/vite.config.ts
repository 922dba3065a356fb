import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { fieldTraits } from './field-traits-plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Chunks that change together with a library, not with our code, so that an update of the platform leaves them cached. */
function chunkOf(id: string): string | undefined {
  if (!id.includes('node_modules')) return undefined
  if (/node_modules\/(react|react-dom|scheduler|react-router)\//.test(id)) return 'react'
  return undefined
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), fieldTraits()],
  build: {
    outDir: here('../dist/runtime'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // Inline data URLs for scripts and styles would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rollupOptions: { output: { manualChunks: chunkOf } },
  },
  server: { port: 5173, proxy: { '/api': 'http://localhost:3000' } },
})
