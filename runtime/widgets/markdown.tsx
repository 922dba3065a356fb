import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useWorkspace } from '../model/context.tsx'

type Block = { readonly kind: 'p' | 'h' | 'ul' | 'ol' | 'q'; readonly lines: readonly string[] }
const kinds: readonly (readonly [Block['kind'], RegExp])[] = [['h', /^#{1,3}\s+/], ['ul', /^[-*]\s+/], ['ol', /^\d{1,3}\.\s+/], ['q', /^>\s?/]]

/** Lines to blocks: headings, lists and paragraphs. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: { kind: Block['kind']; lines: string[] }[] = []
  let open = false
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) { open = false; continue }
    const [kind, mark] = kinds.find(([, pattern]) => pattern.test(line)) ?? ['p', null]
    const last = blocks.at(-1)
    const content = mark ? line.replace(mark, '') : line
    if (open && last && last.kind === kind && kind !== 'h') last.lines.push(content)
    else blocks.push({ kind: kind as Block['kind'], lines: [content] })
    open = true
  }
  return blocks
}

/** A small part of Markdown as elements, never as HTML: what is not understood stays the text it is. */
export function Markdown({ text }: { text: string }) {
  return <div className="markdown" dir="auto">{blocksOf(text).map((block, at) => <BlockOf key={at} block={block} />)}</div>
}
function BlockOf({ block: { kind, lines } }: { block: Block }) {
  if (kind === 'h') return <strong className="markdown-head">{inline(lines.join(' '))}</strong>
  if (kind === 'q') return <blockquote>{lines.map((line, at) => <Fragment key={at}>{at ? <br /> : null}{inline(line)}</Fragment>)}</blockquote>
  if (kind === 'p') return <p>{lines.map((line, at) => <Fragment key={at}>{at ? <br /> : null}{inline(line)}</Fragment>)}</p>
  const items = lines.map((line, at) => <li key={at}>{inline(line)}</li>)
  return kind === 'ul' ? <ul>{items}</ul> : <ol>{items}</ol>
}
const marks = /(@\[[^\]]{1,100}\]\([0-9a-f-]{36}\)|\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/
const inline = (text: string): ReactNode => text.split(marks).map((part, at) => <Fragment key={at}>{marked(part)}</Fragment>)
function marked(part: string): ReactNode {
  if (!marks.test(part)) return part
  if (part.startsWith('@')) return <Mention part={part} />
  if (part.startsWith('**')) return <strong>{part.slice(2, -2)}</strong>
  if (part.startsWith('*')) return <em>{part.slice(1, -1)}</em>
  if (part.startsWith('`')) return <code>{part.slice(1, -1)}</code>
  const link = /^\[([^\]]+)\]\((.+)\)$/.exec(part)
  return link ? <a href={link[2]} target="_blank" rel="noreferrer noopener">{link[1]}</a> : part
}

/** A person who is called: leads to that person where the reader may see people. */
function Mention({ part }: { part: string }) {
  const { model } = useWorkspace()
  const [, name = '', id = ''] = /^@\[(.+)\]\((.+)\)$/.exec(part) ?? []
  const user = model.byKey.get('user')
  return user ? <Link className="mention" to={`/_/${user.name}/${id}`}>@{name}</Link> : <strong className="mention">@{name}</strong>
}
