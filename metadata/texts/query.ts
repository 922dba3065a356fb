/** What reading records says: lists, groups, exports. */
export const queryTexts = {
  'request.unknown_entity': {
    en: 'There is no "{entity}".',
    es: 'No existe «{entity}».',
    zh: '不存在“{entity}”。',
  },
  'request.unknown_field': {
    en: 'There is no field "{field}".',
    es: 'No existe el campo «{field}».',
    zh: '不存在字段“{field}”。',
  },
  'request.unknown_parameter': {
    en: 'There is no parameter "{parameter}".',
    es: 'No existe el parámetro «{parameter}».',
    zh: '不存在参数“{parameter}”。',
  },
  'request.bad_parameter': {
    en: '"{parameter}" must be {expected}.',
    es: '«{parameter}» debe ser {expected}.',
    zh: '“{parameter}”应为 {expected}。',
  },
  'query.cursor': {
    en: 'This page marker does not belong to this list. Start again at the first page.',
    es: 'Esta marca de página no pertenece a esta lista. Empiece por la primera página.',
    zh: '该分页标记不属于此列表，请从第一页重新开始。',
  },
  'query.too_deep': {
    en: 'At most {most} links may follow one another.',
    es: 'Pueden encadenarse {most} enlaces como máximo.',
    zh: '最多可连续跟随 {most} 层关联。',
  },
  'query.too_many': {
    en: 'Too much in "{part}": {most} at most.',
    es: 'Demasiado en «{part}»: {most} como máximo.',
    zh: '“{part}”过多：最多 {most} 项。',
  },
  'query.not_opened': {
    en: '"{field}" refers to nothing that could be opened.',
    es: '«{field}» no se refiere a nada que pueda abrirse.',
    zh: '“{field}”没有可展开的内容。',
  },
  'query.not_ordered': {
    en: 'Rows cannot be ordered or grouped by this.',
    es: 'No se puede ordenar ni agrupar por esto.',
    zh: '不能按此排序或分组。',
  },
  'query.measure': {
    en: '"{function}" cannot be taken of this.',
    es: 'No se puede calcular «{function}» de esto.',
    zh: '无法对此计算“{function}”。',
  },
  'query.no_export': {
    en: 'You may not export these records.',
    es: 'No puede exportar estos registros.',
    zh: '您无权导出这些记录。',
  },
} as const
