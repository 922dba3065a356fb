import type { Text } from '../../metadata/texts/index.ts'

/** The second step of a sign-in, and how it is set up. Arrives with it. */
export const secondTexts = {
  'second.code': { en: 'Code from your app', es: 'Código de su aplicación', zh: '验证器应用中的验证码' },
  'second.code_text': { en: 'Six digits, new every half minute.', es: 'Seis cifras, nuevas cada medio minuto.', zh: '六位数字，每半分钟更新一次。' },
  'second.recovery': { en: 'Recovery code', es: 'Código de recuperación', zh: '恢复码' },
  'second.recovery_text': { en: 'One of the ten codes that you kept. Each works once.', es: 'Uno de los diez códigos que guardó. Cada uno sirve una vez.', zh: '您保存的十个恢复码之一，每个只能使用一次。' },
  'second.lost': { en: 'I do not have my app here', es: 'No tengo mi aplicación a mano', zh: '我现在无法使用验证器应用' },
  'second.use_code': { en: 'Use a code from the app', es: 'Usar un código de la aplicación', zh: '使用应用中的验证码' },
  'second.back': { en: 'Sign in as somebody else', es: 'Entrar como otra persona', zh: '以其他人身份登录' },
  'second.passkey': { en: 'Use a passkey', es: 'Usar una llave de acceso', zh: '使用通行密钥' },
  'second.passkey_only': { en: 'Show your passkey to go on.', es: 'Muestre su llave de acceso para continuar.', zh: '请使用通行密钥继续。' },
  'second.passkey_failed': { en: 'The passkey could not be read. Try again, or use another way.', es: 'No se pudo leer la llave de acceso. Inténtelo de nuevo o use otra vía.', zh: '无法读取通行密钥，请重试或使用其他方式。' },
  'second.required': { en: 'One of your roles needs two-factor sign-in. Set it up to go on.', es: 'Uno de sus roles exige la verificación en dos pasos. Configúrela para continuar.', zh: '您的某个角色要求两步验证，请先设置再继续。' },
  'second.scan': { en: 'Scan this with an authenticator app, or type the key below into it.', es: 'Escanéelo con una aplicación de autenticación o escriba en ella la clave de abajo.', zh: '请用验证器应用扫描，或在其中输入下方密钥。' },
  'second.qr': { en: 'QR code for your authenticator app', es: 'Código QR para su aplicación de autenticación', zh: '验证器应用二维码' },
  'second.turn_on': { en: 'Turn on', es: 'Activar', zh: '开启' },
  'second.go_on': { en: 'I have kept the codes', es: 'He guardado los códigos', zh: '我已保存恢复码' },
  'second.codes': { en: 'Keep these recovery codes', es: 'Guarde estos códigos de recuperación', zh: '请保存这些恢复码' },
  'second.codes_text': { en: 'Each opens your account once when your app is lost. They are not shown again.', es: 'Cada uno abre su cuenta una vez si pierde la aplicación. No se vuelven a mostrar.', zh: '当应用丢失时，每个恢复码可登录一次。之后不再显示。' },
  'second.copy': { en: 'Copy all', es: 'Copiar todos', zh: '全部复制' },
  'second.copied': { en: 'Copied', es: 'Copiado', zh: '已复制' },
  'second.save': { en: 'Save as a file', es: 'Guardar en un archivo', zh: '保存为文件' },
} as const satisfies Record<string, Text>
