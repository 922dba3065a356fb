/** What making workspaces says. */
export const workspaceTexts = {
  'workspace.bad_name': {
    en: '"{name}" is no valid name for a workspace: use a small letter, then small letters, digits and _, 48 characters at most.',
    es: '«{name}» no es un nombre válido para un espacio de trabajo: una letra minúscula y luego minúsculas, cifras y _, 48 caracteres como máximo.',
    zh: '“{name}”不是有效的工作区名称：以小写字母开头，后接小写字母、数字和下划线，最多 48 个字符。',
  },
  'workspace.exists': {
    en: 'There is a workspace "{name}" already.',
    es: 'Ya existe un espacio de trabajo «{name}».',
    zh: '已存在名为“{name}”的工作区。',
  },
  'workspace.host_taken': {
    en: 'The host name {host} leads to another workspace already.',
    es: 'El nombre de host {host} ya lleva a otro espacio de trabajo.',
    zh: '主机名 {host} 已指向其他工作区。',
  },
} as const
