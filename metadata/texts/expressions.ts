/** What the expression language says about a text. `column` counts from 1. */
export const expressionTexts = {
  'expression.syntax': {
    en: 'Not understood at position {column}: {detail}.',
    es: 'No se entiende en la posición {column}: {detail}.',
    zh: '第 {column} 个字符处无法识别：{detail}。',
  },
  'expression.too_large': {
    en: 'The expression is too long: {limit} characters at most.',
    es: 'La expresión es demasiado larga: {limit} caracteres como máximo.',
    zh: '表达式过长：最多 {limit} 个字符。',
  },
  'expression.not_supported': {
    en: '{what} is not part of the expression language (position {column}).',
    es: '{what} no forma parte del lenguaje de expresiones (posición {column}).',
    zh: '表达式语言不支持 {what}（第 {column} 个字符）。',
  },
  'expression.unknown_name': {
    en: 'There is no "{name}" here (position {column}).',
    es: 'Aquí no existe «{name}» (posición {column}).',
    zh: '此处没有“{name}”（第 {column} 个字符）。',
  },
  'expression.unknown_function': {
    en: 'There is no function "{name}" (position {column}).',
    es: 'No existe la función «{name}» (posición {column}).',
    zh: '没有函数“{name}”（第 {column} 个字符）。',
  },
  'expression.arguments': {
    en: '{name} takes {expected}, not {actual} (position {column}).',
    es: '{name} admite {expected}, no {actual} (posición {column}).',
    zh: '{name} 的参数应为{expected}，而不是{actual}（第 {column} 个字符）。',
  },
  'expression.operands': {
    en: '{name} does not go with {actual} (position {column}).',
    es: '{name} no se puede aplicar a {actual} (posición {column}).',
    zh: '{name} 不能用于{actual}（第 {column} 个字符）。',
  },
  'expression.expected': {
    en: 'This must be {expected}, not {actual} (position {column}).',
    es: 'Debe ser {expected}, no {actual} (posición {column}).',
    zh: '此处应为{expected}，而不是{actual}（第 {column} 个字符）。',
  },
  'expression.literal': {
    en: '"{value}" is no {expected} (position {column}).',
    es: '«{value}» no es {expected} (posición {column}).',
    zh: '“{value}”不是{expected}（第 {column} 个字符）。',
  },
  'expression.through_list': {
    en: '"{name}" has many rows; use a function of rows such as sum, count or exists (position {column}).',
    es: '«{name}» tiene varias filas; use una función de filas como sum, count o exists (posición {column}).',
    zh: '“{name}”包含多行；请使用 sum、count、exists 等行函数（第 {column} 个字符）。',
  },
  'expression.context': {
    en: '{name}() has no meaning here (position {column}).',
    es: '{name}() no tiene sentido aquí (posición {column}).',
    zh: '此处不能使用 {name}()（第 {column} 个字符）。',
  },
} as const
