import type { Text } from '../../metadata/texts/index.ts'

/** Words of records that lists and other screens say as well. */
export const recordTexts = {
  'record.yes': { en: 'Yes', es: 'Sí', zh: '是' },
  'record.no': { en: 'No', es: 'No', zh: '否' },
  'record.empty': { en: 'empty', es: 'vacío', zh: '空' },
  'record.delete': { en: 'Delete', es: 'Eliminar', zh: '删除' },
  'record.delete_text': { en: 'It goes to the bin and can be restored from there.', es: 'Va a la papelera y se puede restaurar.', zh: '将移入回收站，可从中恢复。' },
  'record.restore': { en: 'Restore', es: 'Restaurar', zh: '恢复' },
  'record.cancel': { en: 'Cancel', es: 'Cancelar', zh: '取消' },
  'record.actions': { en: 'Actions', es: 'Acciones', zh: '操作' },
  'record.clear': { en: 'Clear', es: 'Vaciar', zh: '清空' },
  'record.no_match': { en: 'Nothing matches', es: 'Nada coincide', zh: '没有匹配项' },
  'record.system': { en: 'The system', es: 'El sistema', zh: '系统' },
  'record.someone': { en: 'Someone', es: 'Alguien', zh: '某人' },
} as const satisfies Record<string, Text>
