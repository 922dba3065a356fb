import type { Text } from '../../metadata/texts/index.ts'
import { addTexts } from './index.ts'

/** What a cell of a list offers. */
export const cellMenuTexts = {
  'cell.filter': { en: 'Filter by this', es: 'Filtrar por esto', zh: '按此值筛选' },
  'cell.exclude': { en: 'Exclude this', es: 'Excluir esto', zh: '排除此值' },
  'cell.up': { en: 'Sort ascending', es: 'Orden ascendente', zh: '升序排列' },
  'cell.down': { en: 'Sort descending', es: 'Orden descendente', zh: '降序排列' },
  'cell.copy': { en: 'Copy', es: 'Copiar', zh: '复制' },
  'cell.open': { en: 'Open', es: 'Abrir', zh: '打开' },
  'cell.open_tab': { en: 'Open in a new tab', es: 'Abrir en otra pestaña', zh: '在新标签页中打开' },
} as const satisfies Record<string, Text>
addTexts(cellMenuTexts)
