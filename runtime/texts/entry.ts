import type { Text } from '../../metadata/texts/index.ts'

/** Set-up and sign-in. */
export const entryTexts = {
  'entry.sign_in': { en: 'Sign in', es: 'Iniciar sesión', zh: '登录' },
  'entry.provider': { en: 'Sign in with your organisation', es: 'Entrar con su organización', zh: '使用组织账号登录' },
  'entry.refused.failed': { en: 'The sign-in at your organisation did not succeed. Try again.', es: 'El inicio de sesión en su organización no tuvo éxito. Inténtelo de nuevo.', zh: '组织账号登录未成功，请重试。' },
  'entry.refused.unknown': { en: 'You are known to your organisation, but not here. Ask your administrator for access.', es: 'Su organización lo conoce, pero aquí no tiene acceso. Pídalo a su administrador.', zh: '您的组织账号有效，但此处没有您的用户。请向管理员申请访问。' },
  'entry.refused.away': { en: 'Your organisation’s sign-in cannot be reached. Try again, or use your password.', es: 'No se puede contactar con el inicio de sesión de su organización. Inténtelo de nuevo o use su contraseña.', zh: '无法连接组织的登录服务。请重试，或使用密码。' },
  'entry.email': { en: 'Email', es: 'Correo electrónico', zh: '电子邮箱' },
  'entry.password': { en: 'Password', es: 'Contraseña', zh: '密码' },
  'entry.show_password': { en: 'Show password', es: 'Mostrar contraseña', zh: '显示密码' },
  'entry.wrong': { en: 'Email or password is wrong. Check both and try again.', es: 'El correo o la contraseña no son correctos. Revíselos e inténtelo de nuevo.', zh: '邮箱或密码错误，请检查后重试。' },
  'entry.expired': { en: 'Your session has ended. Sign in to go on.', es: 'Su sesión ha terminado. Inicie sesión para continuar.', zh: '会话已结束，请登录后继续。' },
  'entry.forgot': { en: 'Forgot password', es: 'Olvidé mi contraseña', zh: '忘记密码' },
  'entry.forgot_text': { en: 'We send a link to your email.', es: 'Le enviaremos un enlace por correo.', zh: '我们会向您的邮箱发送链接。' },
  'entry.send_link': { en: 'Send link', es: 'Enviar enlace', zh: '发送链接' },
  'entry.link_sent': { en: 'If this address is known, a link is on its way.', es: 'Si la dirección es conocida, el enlace está en camino.', zh: '如果该地址已登记，链接即将送达。' },
  'entry.new_password': { en: 'New password', es: 'Nueva contraseña', zh: '新密码' },
  'entry.save_password': { en: 'Save password', es: 'Guardar contraseña', zh: '保存密码' },
  'entry.password_saved': { en: 'The password is saved. You can sign in.', es: 'La contraseña se ha guardado. Ya puede iniciar sesión.', zh: '密码已保存，您可以登录。' },
  'entry.password_rule': { en: 'At least 10 characters.', es: 'Al menos 10 caracteres.', zh: '至少 10 个字符。' },
  'entry.setup': { en: 'Set up your workspace', es: 'Prepare su espacio de trabajo', zh: '设置您的工作区' },
  'entry.setup_text': { en: 'You become its first administrator.', es: 'Usted será su primer administrador.', zh: '您将成为首位管理员。' },
  'entry.name': { en: 'Your name', es: 'Su nombre', zh: '您的姓名' },
  'entry.template': { en: 'Start with', es: 'Empezar con', zh: '初始模板' },
  'entry.create_workspace': { en: 'Create workspace', es: 'Crear espacio de trabajo', zh: '创建工作区' },
} as const satisfies Record<string, Text>
