/**
 * The compiler gives each function its own name once more whenever it is made, for code whose names were shortened. Ours are not, and
 * doing so takes longer than what most functions do. The length stays, so that places in the source map do.
 */
const named = '__defProp(target,"name",{value,configurable:true})'
const plain = 'target'.padEnd(named.length)

export async function load(url, context, next) {
  const loaded = await next(url, context)
  return typeof loaded.source === 'string' && loaded.source.includes(named) ? { ...loaded, source: loaded.source.replace(named, plain) } : loaded
}
