/** What things are called inside sentences (the parameter `kind`). */
export const kindTexts = {
  Entity: { en: 'Entity', es: 'La entidad', zh: '实体' },
  Field: { en: 'Field', es: 'El campo', zh: '字段' },
  'Field type': { en: 'Field type', es: 'El tipo de campo', zh: '字段类型' },
  Form: { en: 'Form', es: 'El formulario', zh: '表单' },
  View: { en: 'View', es: 'La vista', zh: '视图' },
  Role: { en: 'Role', es: 'El rol', zh: '角色' },
  App: { en: 'App', es: 'La aplicación', zh: '应用' },
  Dataset: { en: 'Dataset', es: 'El conjunto de datos', zh: '数据集' },
  Translation: { en: 'Translation', es: 'La traducción', zh: '翻译' },
  'Menu item': { en: 'Menu item', es: 'La opción de menú', zh: '菜单项' },
  Object: { en: 'Object', es: 'El objeto', zh: '对象' },
  Kind: { en: 'Kind', es: 'El tipo', zh: '类型' },
} as const
