/** What backup and restore say. */
export const backupTexts = {
  'backup.unreadable': { en: 'The backup cannot be read: {detail}.', es: 'No se puede leer la copia: {detail}.', zh: '无法读取备份：{detail}。' },
} as const
