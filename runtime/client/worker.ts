/** Our only script address that is given as text; the page's policy asks for it to be vouched for. */
const script = '/sw.js'
type Vouched = string
interface TrustedTypes { createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): Vouched } }

/** After the first screen: the app opens without a connection from now on. Nothing that belongs to a person is kept for that. */
export function startWorker(): void {
  if (!('serviceWorker' in navigator) || document.querySelector('script[src*="/@vite"]')) return
  addEventListener('load', () => setTimeout(() => void register().catch(() => undefined), 3_000), { once: true })
}
async function register(): Promise<void> {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes }
  const address = trustedTypes ? trustedTypes.createPolicy('officina-worker', { createScriptURL: (text) => (text === script ? text : '') }).createScriptURL(script) : script
  await navigator.serviceWorker.register(address)
  const { active } = await navigator.serviceWorker.ready
  const assets = performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/')).map(({ pathname }) => pathname)
  active?.postMessage({ assets: [...new Set(assets)] })
}
