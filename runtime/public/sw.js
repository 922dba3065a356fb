// Makes the app open without a connection. Only what is the same for everybody is kept: the page, its scripts and styles.
// Answers of the API are never looked at here.
const kept = 'officina-1'
const always = ['/offline.html', '/offline.css', '/icon.svg']
const most = 400
const shell = '/offline-shell'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(always)).then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
  event.waitUntil(old.then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || /(^|\/)api\//.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (pathname.startsWith('/assets/') || always.includes(pathname)) event.respondWith(file(request))
})

/** From the server; what it answered last where it cannot be reached. */
async function page(request) {
  const cache = await caches.open(kept)
  try {
    const answer = await fetch(request)
    if (answer.ok && (answer.headers.get('content-type') ?? '').includes('text/html')) await cache.put(shell, answer.clone())
    return answer
  } catch {
    return (await cache.match(shell)) ?? (await cache.match('/offline.html')) ?? Response.error()
  }
}

/** Files of a build never change under their name. */
async function file(request) {
  const cache = await caches.open(kept)
  const known = await cache.match(request, { ignoreVary: true })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    await prune(cache)
  }
  return answer
}
async function prune(cache) {
  const all = await cache.keys()
  for (const request of all.slice(0, Math.max(0, all.length - most))) if (!always.includes(new URL(request.url).pathname)) await cache.delete(request)
}

self.addEventListener('message', (event) => {
  const { data } = event
  // What was loaded before this worker stood is loaded once more, so that the app opens whole without a connection.
  if (Array.isArray(data?.assets)) event.waitUntil(keep(data.assets))
  if (data === 'signed-out') event.waitUntil(caches.delete(kept).then(() => caches.open(kept)).then((cache) => cache.addAll(always)))
})
async function keep(assets) {
  const cache = await caches.open(kept)
  for (const path of assets) if (typeof path === 'string' && path.startsWith('/assets/') && !(await cache.match(path))) await cache.add(path).catch(() => undefined)
  if (!(await cache.match(shell))) await fetch('/', { headers: { accept: 'text/html' } }).then((answer) => (answer.ok ? cache.put(shell, answer) : undefined)).catch(() => undefined)
}
