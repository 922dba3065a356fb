/** What publishing says. */
export const publishTexts = {
  'publish.base_moved': {
    en: 'Version {now} was published meanwhile; this was made from version {base}. Compare with the new version and publish again.',
    es: 'Entretanto se publicó la versión {now}; esto parte de la versión {base}. Compare con la nueva versión y publique otra vez.',
    zh: '期间已发布版本 {now}，而此处基于版本 {base}。请与新版本比较后重新发布。',
  },
  'publish.problems': {
    en: 'The metadata has {count} problems; nothing was published.',
    es: 'Los metadatos tienen {count} problemas; no se publicó nada.',
    zh: '元数据存在 {count} 个问题，未发布任何内容。',
  },
  'publish.loses': {
    en: 'This would take {count} values or rows out of sight or leave them unconverted. Look at the list, and say yes to publish.',
    es: 'Esto ocultaría o dejaría sin convertir {count} valores o filas. Revise la lista y confirme para publicar.',
    zh: '此操作将隐藏 {count} 个值或行，或使其无法转换。请查看列表并确认后发布。',
  },
  'publish.duplicates': { en: 'Unique values are asked for, but {count} rows hold the same value more than once. Mend them first; the list shows which.', es: 'Se piden valores únicos, pero {count} filas repiten un valor. Corríjalas primero; la lista muestra cuáles.', zh: '要求值唯一，但有 {count} 行的值重复。请先按列表修正。' },
  'publish.overlaps': { en: 'Periods must not overlap, but {count} rows overlap with others or end before they begin. Mend them first; the list shows which.', es: 'Los períodos no deben solaparse, pero {count} filas se solapan con otras o terminan antes de empezar. Corríjalas primero; la lista muestra cuáles.', zh: '时段不得重叠，但有 {count} 行与其他行重叠或结束早于开始。请先按列表修正。' },
  'publish.no_btree_gist': { en: 'A rule against overlaps needs the PostgreSQL extension btree_gist, which this server does not have. Ask its administrator for "create extension btree_gist".', es: 'Una regla contra solapamientos necesita la extensión btree_gist de PostgreSQL, que este servidor no tiene. Pida a su administrador «create extension btree_gist».', zh: '禁止重叠的规则需要 PostgreSQL 扩展 btree_gist，而此服务器没有。请让其管理员执行 “create extension btree_gist”。' },
  'publish.unknown_version': { en: 'There is no version {version}.', es: 'No existe la versión {version}.', zh: '没有版本 {version}。' },
  'publish.unknown_draft': { en: 'This draft does not exist.', es: 'Este borrador no existe.', zh: '该草稿不存在。' },
  'publish.unknown_document': { en: 'The draft has no document "{key}" of kind "{kind}".', es: 'El borrador no tiene ningún documento «{key}» de tipo «{kind}».', zh: '草稿中没有类型为“{kind}”的文档“{key}”。' },
  'publish.draft_changed': {
    en: 'Somebody else saved this draft meanwhile. Load it again; your change is still here to be put in.',
    es: 'Otra persona guardó este borrador entretanto. Cárguelo de nuevo; su cambio sigue aquí para añadirlo.',
    zh: '其他人已保存此草稿。请重新加载，您的更改仍在此处，可再次应用。',
  },
  'publish.unknown_quarantine': { en: 'Nothing of this number waits in quarantine.', es: 'No hay nada con este número en cuarentena.', zh: '隔离区中没有此编号的内容。' },
  'publish.unknown_template': { en: 'There is no template "{name}".', es: 'No existe la plantilla «{name}».', zh: '没有模板“{name}”。' },
} as const
