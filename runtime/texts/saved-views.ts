import type { Text } from '../../metadata/texts/index.ts'
import { addTexts } from './index.ts'

/** The menu of saved views and its dialogs. */
export const savedViewTexts = {
  'views.plain': { en: 'As it comes', es: 'Como viene', zh: '默认显示' },
  'views.mine': { en: 'Mine', es: 'Mías', zh: '我的' },
  'views.shared': { en: 'Shared', es: 'Compartidas', zh: '共享' },
  'views.save': { en: 'Save changes', es: 'Guardar cambios', zh: '保存更改' },
  'views.save_as': { en: 'Save as a new view', es: 'Guardar como vista nueva', zh: '另存为新视图' },
  'views.reset': { en: 'Reset changes', es: 'Deshacer los cambios', zh: '还原更改' },
  'views.edit': { en: 'Name and sharing', es: 'Nombre y uso compartido', zh: '名称与共享' },
  'views.rename': { en: 'Rename', es: 'Cambiar el nombre', zh: '重命名' },
  'views.delete': { en: 'Delete this view', es: 'Eliminar esta vista', zh: '删除此视图' },
  'views.begin_here': { en: 'Begin with this view', es: 'Empezar con esta vista', zh: '默认打开此视图' },
  'views.begin_plain': { en: 'Begin as usual', es: 'Empezar como siempre', zh: '恢复默认打开方式' },
  'views.name': { en: 'Name', es: 'Nombre', zh: '名称' },
  'views.share': { en: 'Shared with all who may open this list', es: 'Compartida con todos los que pueden abrir esta lista', zh: '与所有可打开此列表的人共享' },
  'views.roles': { en: 'These roles begin with it', es: 'Estos roles empiezan con ella', zh: '以下角色默认打开此视图' },
  'views.delete_title': { en: 'Delete the view "{name}"', es: 'Eliminar la vista «{name}»', zh: '删除视图“{name}”' },
  'views.delete_text': { en: 'Only this way to look is deleted. No record is.', es: 'Solo se elimina esta forma de ver. No se elimina ningún registro.', zh: '仅删除此查看方式，不会删除任何记录。' },
  'views.delete_shared': { en: 'Everybody who uses it loses this way to look. No record is deleted.', es: 'Todos los que la usan pierden esta forma de ver. No se elimina ningún registro.', zh: '所有使用者将失去此查看方式，不会删除任何记录。' },
  'views.cancel': { en: 'Cancel', es: 'Cancelar', zh: '取消' },
  'views.store': { en: 'Save view', es: 'Guardar vista', zh: '保存视图' },
} as const satisfies Record<string, Text>
addTexts(savedViewTexts)
