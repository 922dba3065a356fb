import type { Text } from '../../metadata/texts/index.ts'

/** The menu of administration; what its screens say arrives with them. */
export const adminTexts = {
  'admin.title': { en: 'Administration', es: 'Administración', zh: '管理' },
  'admin.roles': { en: 'Roles', es: 'Roles', zh: '角色' },
  'admin.keys': { en: 'API keys', es: 'Claves de API', zh: 'API 密钥' },
  'admin.audit': { en: 'Audit', es: 'Auditoría', zh: '审计' },
  'admin.jobs': { en: 'Jobs', es: 'Tareas', zh: '任务' },
  'admin.templates': { en: 'Templates', es: 'Plantillas', zh: '模板' },
  'admin.why': { en: 'Who can see what?', es: '¿Quién puede ver qué?', zh: '谁能看到什么？' },
  'admin.people': { en: 'People', es: 'Personas', zh: '成员' },
  'admin.organisation': { en: 'Organisation chart', es: 'Organigrama', zh: '组织架构图' },
  'admin.security': { en: 'Sign-in rules', es: 'Reglas de acceso', zh: '登录规则' },
  'admin.look': { en: 'Look', es: 'Apariencia', zh: '外观' },
  'admin.mails': { en: 'Mail log', es: 'Registro de correo', zh: '邮件记录' },
  'admin.backups': { en: 'Backups', es: 'Copias de seguridad', zh: '备份' },
  'admin.health': { en: 'System health', es: 'Estado del sistema', zh: '系统状况' },
} as const satisfies Record<string, Text>
