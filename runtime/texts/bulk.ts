import type { Text } from '../../metadata/texts/index.ts'
import { addTexts } from './index.ts'

/** What is done with many rows at once. */
export const bulkTexts = {
  'bulk.edit': { en: 'Edit field', es: 'Editar campo', zh: '编辑字段' },
  'bulk.edit_title': { en: 'Edit a field of {count} {plural}', es: 'Editar un campo de {count} {plural}', zh: '编辑 {count} 条{plural}的字段' },
  'bulk.apply': { en: 'Change {count} records', es: 'Cambiar {count} registros', zh: '更改 {count} 条记录' },
  'bulk.empty': { en: 'An empty value empties the field of each record.', es: 'Un valor vacío vacía el campo de cada registro.', zh: '空值将清空每条记录的该字段。' },
  'bulk.all': { en: 'Select all that match', es: 'Seleccionar todo lo que coincide', zh: '选择所有匹配项' },
  'bulk.too_many': { en: 'More than {most} records match. The first {most} are selected.', es: 'Coinciden más de {most} registros. Se seleccionan los primeros {most}.', zh: '匹配记录超过 {most} 条，已选择前 {most} 条。' },
  'bulk.running': { en: '{done} of {count} done', es: '{done} de {count} hechos', zh: '已完成 {done} / {count}' },
  'bulk.stop': { en: 'Stop', es: 'Detener', zh: '停止' },
  'bulk.done': { en: '{done} changed, {failed} refused', es: '{done} cambiados, {failed} rechazados', zh: '已更改 {done} 条，拒绝 {failed} 条' },
  'bulk.undo': { en: 'Undo', es: 'Deshacer', zh: '撤销' },
  'bulk.download': { en: 'Download the refused', es: 'Descargar los rechazados', zh: '下载被拒绝的记录' },
  'bulk.close': { en: 'Close this report', es: 'Cerrar este informe', zh: '关闭此报告' },
} as const satisfies Record<string, Text>
addTexts(bulkTexts)
