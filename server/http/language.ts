import type { FastifyRequest } from 'fastify'
import { type Language, languages } from '../../metadata/texts/index.ts'

const known = (tag: string): Language | undefined => languages.find((language) => language === tag.trim().slice(0, 2).toLowerCase())

/** The best of ours for an `Accept-Language` header. */
export function acceptedLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').slice(0, 500).split(',').map((part, place) => {
    const [tag = '', ...rest] = part.split(';')
    const quality = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1)
    return { language: known(tag), quality, place }
  })
  const best = wishes.filter((wish) => wish.language && wish.quality > 0).sort((a, b) => b.quality - a.quality || a.place - b.place)
  return best[0]?.language ?? 'en'
}

/** The language of a signed-in person, else what the browser asks for. */
export const readerLanguage = (request: FastifyRequest): Language =>
  request.actor?.kind === 'user' ? request.actor.language : acceptedLanguage(request.headers['accept-language'])
