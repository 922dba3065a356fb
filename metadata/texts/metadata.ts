/** What checking, publishing and merging metadata says. */
export const metadataTexts = {
  'metadata.shape': {
    en: '{detail}',
    es: '{detail}',
    zh: '{detail}',
  },
  'metadata.unknown_key': {
    en: 'There is no "{key}" here. {hint}',
    es: 'Aquí no existe «{key}». {hint}',
    zh: '此处没有“{key}”。{hint}',
  },
  'metadata.bad_name': {
    en: '"{name}" is no valid name: use a small letter, then small letters, digits and _, 48 characters at most.',
    es: '«{name}» no es un nombre válido: una letra minúscula y luego minúsculas, cifras y _, 48 caracteres como máximo.',
    zh: '“{name}”不是有效名称：以小写字母开头，后接小写字母、数字和下划线，最多 48 个字符。',
  },
  'metadata.unknown_reference': {
    en: '{kind} "{name}" does not exist.',
    es: '{kind} «{name}» no existe.',
    zh: '{kind}“{name}”不存在。',
  },
} as const
