import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const collected = fileURLToPath(new URL('../../../shared/data/naughty/blns.json', import.meta.url))
/** A well-known collection of hostile strings lies beside the project where it is developed, and is not part of it. */
export const isPresent = existsSync(collected)

const u = String.fromCodePoint
/** One or more of every kind that has broken a system before. */
export const ownStrings: readonly string[] = [
  '', ' ', '\t', ' \n ', u(0xa0), u(0xfeff), u(0x3000),
  "'", "''", '"', '`', '\\', '\\\\', '\\n', "\\'", '%', '_', '100%', 'a_b', '%_\\%', '*', '{title}', '${title}', '{{title}}', '%s%d%n', '../../etc/passwd', 'C:\\con\\nul.txt',
  '=1+1', '+1', '-1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', "'=1", "''=1", "' ", ' =1', u(0xff1d) + '1', '"=1"', '-', '=', '+49 30 1', "=cmd|' /C calc'!A0",
  'a,b', 'a;b', 'a ; b', 'a \\; b\\', 'a"b', 'a\nb', 'a\r\nb', 'a\rb', '\n', '\r', 'ends\r', 'ends\n', '\nstarts', ' space ', '\ttab\t',
  'null', 'NULL', 'undefined', 'NaN', 'true', '0', '-0', '1e1000', '1,5', '__proto__', 'constructor', 'hasOwnProperty', 'toString', '[object Object]', '[]', '{}', 'id', '_id',
  "'; drop table officina; --", "' or '1'='1", '1; select pg_sleep(9)', '$1', '$$', '?', ':name', '/* x */', '--',
  'é', 'e' + u(0x301), 'ß', 'İ', 'ı', 'ﬁ', 'Ω', u(0x2126), '你好', '🙂', '👩‍🚀', '🏳️‍🌈', u(0x10ffff), u(0xffff), u(0xfffd), u(0x1f), u(0x7f), u(0x85), u(0x2028), u(0x2029), u(0x200b), u(0xad),
  u(0x202e) + 'reversed', u(0x2066) + 'isolated', 'שלום עולם', 'مرحبا', 'z' + u(0x300).repeat(40), u(0x1b) + '[31mred', 'x'.repeat(240),
  '&lt;b&gt;', '&amp;', '<b>bold</b>', '<!--', ']]>', '</title>', '</script>', '**bold**', '[a](javascript:hack())', '[a](https://example.com/"onmouseover="hack())', '![a](https://example.com/x.png)', '# head', '- item', '`code`', '<https://example.com>',
]
/** What no text field can hold: no UTF-8 form, or no place in the database. */
export const impossible: readonly string[] = [u(0), 'a' + u(0) + 'b', '\ud800', 'a\udc00', '\udc00\ud800']

/** Each string once, those of the collection included where it is there. */
export const naughtyStrings: readonly string[] = [...new Set([...ownStrings, ...(isPresent ? (JSON.parse(readFileSync(collected, 'utf8')) as string[]) : [])])]

const call = 'hack()'
const wraps: readonly ((inner: string) => string)[] = [(x) => x, (x) => `">${x}`, (x) => `'>${x}`, (x) => `</textarea>${x}`, (x) => `</script>${x}`, (x) => `</title>${x}`, (x) => `<!--${x}-->`, (x) => `*${x}*`]
const cores: readonly string[] = [
  `<script>${call}</script>`, `<img src=x onerror=${call}>`, `<svg onload=${call}>`, `<svg><script>${call}</script></svg>`, `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`, `<iframe src=javascript:parent.${call}></iframe>`,
  `<body onload=${call}>`, `<input autofocus onfocus=${call}>`, `<details open ontoggle=${call}>`, `<video><source onerror=${call}></video>`, `<a href=javascript:${call}>x</a>`, `<math><mi href="javascript:${call}">x</mi></math>`,
  `<object data="data:text/html,<script>${call}</script>"></object>`, `<style onload=${call}></style>`, `<marquee onstart=${call}>x</marquee>`, `<form action=javascript:${call}><button autofocus>x</button></form>`, `<template shadowrootmode=open><img src=x onerror=${call}></template>`,
]
const addresses: readonly string[] = [`javascript:${call}`, ` javascript:${call}`, `java\tscript:${call}`, `JaVaScRiPt:${call}`, `data:text/html,<script>${call}</script>`, `vbscript:${call}`, `https://example.com/" onmouseover="${call}`, `//example.com/%0a${call}`]
/** Markup that runs `hack()` wherever a value is taken for HTML, for Markdown, for a template or for an address. */
export const scripts: readonly string[] = [
  ...cores.flatMap((core) => wraps.map((wrap) => wrap(core))),
  ...addresses.flatMap((address) => [address, `[x](${address})`, `![x](${address})`, `<${address}>`]),
  `" autofocus onfocus="${call}`, `' onmouseover='${call}`, `\` onclick=${call}`, `{{constructor.constructor('${call}')()}}`, `\${${call}}`, `#{${call}}`, `<%= ${call} %>`, `');${call}//`, `\\");${call}//`, `\u003cscript\u003e${call}\u003c/script\u003e`,
]
