/** What sign-in, set-up, keys and files say. */
export const accessTexts = {
  'access.sign_in': {
    en: 'Sign in first.',
    es: 'Inicie sesión primero.',
    zh: '请先登录。',
  },
  'access.forbidden': {
    en: 'You are not allowed to do this.',
    es: 'No tiene permiso para hacerlo.',
    zh: '您无权执行此操作。',
  },
  'access.foreign_origin': {
    en: 'This request did not come from our own pages.',
    es: 'Esta solicitud no proviene de nuestras páginas.',
    zh: '该请求并非来自本站页面。',
  },
  'access.wrong_sign_in': {
    en: 'The e-mail address or the password is not right.',
    es: 'El correo o la contraseña no son correctos.',
    zh: '电子邮箱或密码不正确。',
  },
  'access.wrong_password': {
    en: 'The present password is not right.',
    es: 'La contraseña actual no es correcta.',
    zh: '当前密码不正确。',
  },
  'access.weak_password': {
    en: 'Choose a password of {least} to {most} characters that is not your e-mail address.',
    es: 'Elija una contraseña de {least} a {most} caracteres que no sea su correo.',
    zh: '请选择 {least} 到 {most} 个字符且不同于邮箱的密码。',
  },
  'access.bad_email': {
    en: 'This is no e-mail address.',
    es: 'No es una dirección de correo.',
    zh: '这不是有效的电子邮箱。',
  },
  'access.bad_reset': {
    en: 'This link was used already or is too old. Ask for a new one.',
    es: 'Este enlace ya se usó o ha caducado. Pida uno nuevo.',
    zh: '该链接已使用或已过期，请重新申请。',
  },
  'access.set_up_already': {
    en: 'This workspace has its administrator already. Sign in.',
    es: 'Este espacio ya tiene administrador. Inicie sesión.',
    zh: '该工作区已有管理员，请登录。',
  },
  'access.set_up_running': {
    en: 'Somebody is setting up this workspace just now.',
    es: 'Alguien está configurando este espacio ahora mismo.',
    zh: '有人正在设置此工作区。',
  },
  'access.unknown_template': {
    en: 'There is no template "{name}".',
    es: 'No existe la plantilla «{name}».',
    zh: '模板“{name}”不存在。',
  },
  'access.unknown_session': {
    en: 'This session does not exist.',
    es: 'Esta sesión no existe.',
    zh: '该会话不存在。',
  },
  'access.unknown_key': {
    en: 'This API key does not exist.',
    es: 'Esta clave de API no existe.',
    zh: '该 API 密钥不存在。',
  },
  'access.unknown_user': {
    en: 'There is no such person.',
    es: 'No existe esta persona.',
    zh: '没有此人。',
  },
  'access.unknown_role': {
    en: 'There is no role "{name}".',
    es: 'No existe el rol «{name}».',
    zh: '角色“{name}”不存在。',
  },
  'access.unknown_job': {
    en: 'This job does not exist or is done already.',
    es: 'Este trabajo no existe o ya ha terminado.',
    zh: '该任务不存在或已完成。',
  },
  'access.no_oidc': {
    en: 'Sign-in through a provider is not set up here.',
    es: 'El inicio de sesión mediante un proveedor no está configurado.',
    zh: '此处未配置第三方登录。',
  },
  'access.oidc_failed': {
    en: 'The sign-in at the provider did not succeed. Try again.',
    es: 'El inicio de sesión en el proveedor no tuvo éxito. Inténtelo de nuevo.',
    zh: '第三方登录未成功，请重试。',
  },
  'access.oidc_away': {
    en: 'The sign-in provider cannot be reached. Try again, or sign in with your password.',
    es: 'No se puede contactar con el proveedor de inicio de sesión. Inténtelo de nuevo o use su contraseña.',
    zh: '无法连接登录服务商。请重试，或使用密码登录。',
  },
  'access.oidc_unknown': {
    en: 'Nobody here has this e-mail address. Ask your administrator for access.',
    es: 'Nadie tiene aquí esta dirección de correo. Pida acceso a su administrador.',
    zh: '此处没有使用该邮箱的用户，请向管理员申请访问。',
  },
  'access.reset_subject': {
    en: 'Choose a new password',
    es: 'Elija una contraseña nueva',
    zh: '设置新密码',
  },
  'access.reset_text': {
    en: 'Hello {name},\n\nopen this address within 30 minutes to choose a new password:\n\n{link}\n\nIf you did not ask for this, do nothing: your password stays as it is.\n',
    es: 'Hola, {name}:\n\nAbra esta dirección antes de 30 minutos para elegir una contraseña nueva:\n\n{link}\n\nSi no lo ha pedido, no haga nada: su contraseña no cambia.\n',
    zh: '{name}，您好：\n\n请在 30 分钟内打开以下地址设置新密码：\n\n{link}\n\n如果不是您本人申请，请忽略此邮件，您的密码不会改变。\n',
  },
  'file.none': {
    en: 'Send one file.',
    es: 'Envíe un archivo.',
    zh: '请发送一个文件。',
  },
  'file.not_found': {
    en: 'This file does not exist, or you may not see it.',
    es: 'Este archivo no existe o no puede verlo.',
    zh: '该文件不存在，或您无权查看。',
  },
  'file.too_large': {
    en: 'A file may have {limit} MB at most.',
    es: 'Un archivo puede tener {limit} MB como máximo.',
    zh: '文件最大为 {limit} MB。',
  },
} as const
