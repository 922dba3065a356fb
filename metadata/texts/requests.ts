/** What the HTTP edge says. */
export const requestTexts = {
  'request.invalid': {
    en: 'The request is not in the expected form: {detail}',
    es: 'La solicitud no tiene la forma esperada: {detail}',
    zh: '请求格式不正确：{detail}',
  },
  'request.internal': {
    en: 'Something went wrong on the server. Try again; if it stays, give your administrator the number {request}.',
    es: 'Algo falló en el servidor. Inténtelo de nuevo; si persiste, dé a su administrador el número {request}.',
    zh: '服务器出错。请重试；若仍未解决，请将编号 {request} 告知管理员。',
  },
  'request.broken_off': {
    en: 'The upload breaks off or is no form: send it again.',
    es: 'La carga está incompleta o no es un formulario: envíela de nuevo.',
    zh: '上传不完整或不是表单：请重新发送。',
  },
  'request.refused': {
    en: 'The server refused this request.',
    es: 'El servidor rechazó esta solicitud.',
    zh: '服务器拒绝了此请求。',
  },
  'request.timeout': {
    en: 'This took too long and was stopped. Narrow the request and try again.',
    es: 'Tardó demasiado y se detuvo. Acote la solicitud e inténtelo de nuevo.',
    zh: '处理时间过长，已中止。请缩小范围后重试。',
  },
  'request.busy': {
    en: 'The server is busy. Try again in a moment.',
    es: 'El servidor está ocupado. Inténtelo en un momento.',
    zh: '服务器繁忙，请稍后重试。',
  },
  'request.storage_full': {
    en: 'The server has no room left to store this. Tell your administrator.',
    es: 'El servidor no tiene espacio para guardarlo. Avise a su administrador.',
    zh: '服务器存储空间已满，请联系管理员。',
  },
  'request.database_away': {
    en: 'The database cannot be reached just now. Try again in a moment.',
    es: 'No se puede acceder a la base de datos. Inténtelo en un momento.',
    zh: '暂时无法连接数据库，请稍后重试。',
  },
  'request.conflict': {
    en: 'This conflicts with what is already stored.',
    es: 'Esto entra en conflicto con lo ya guardado.',
    zh: '与已存储的内容冲突。',
  },
  'request.bad_value': {
    en: 'A value in the request cannot be stored.',
    es: 'Un valor de la solicitud no se puede guardar.',
    zh: '请求中的某个值无法存储。',
  },
  'request.too_large': {
    en: 'This is larger than the server accepts.',
    es: 'Es mayor de lo que acepta el servidor.',
    zh: '内容超过服务器允许的大小。',
  },
  'request.media_type': {
    en: 'The server does not read content of this type here.',
    es: 'El servidor no lee aquí contenido de este tipo.',
    zh: '此处不接受该类型的内容。',
  },
  'request.json': {
    en: 'The body of the request is not the JSON that is expected.',
    es: 'El cuerpo de la solicitud no es el JSON esperado.',
    zh: '请求正文不是预期的 JSON。',
  },
  'request.too_deep': {
    en: 'The body of the request is nested too deeply.',
    es: 'El cuerpo de la solicitud está anidado en exceso.',
    zh: '请求正文嵌套过深。',
  },
  'request.unknown_address': {
    en: 'There is nothing at this address.',
    es: 'No hay nada en esta dirección.',
    zh: '该地址不存在任何内容。',
  },
  'request.unknown_workspace': {
    en: 'There is no workspace at this address.',
    es: 'No hay ningún espacio de trabajo en esta dirección.',
    zh: '该地址没有工作区。',
  },
  'request.method': {
    en: 'This address takes {allowed} only.',
    es: 'Esta dirección solo admite {allowed}.',
    zh: '该地址仅支持 {allowed}。',
  },
  'request.too_many': {
    en: 'Too many tries. Wait {seconds} seconds and try again.',
    es: 'Demasiados intentos. Espere {seconds} segundos e inténtelo de nuevo.',
    zh: '尝试次数过多，请等待 {seconds} 秒后重试。',
  },
  'request.title_sign_in': {
    en: 'Sign-in needed',
    es: 'Hay que iniciar sesión',
    zh: '需要登录',
  },
  'request.title_forbidden': {
    en: 'Not allowed',
    es: 'No permitido',
    zh: '不允许',
  },
  'request.title_not_found': {
    en: 'Not found',
    es: 'No encontrado',
    zh: '未找到',
  },
  'request.title_method': {
    en: 'Method not allowed',
    es: 'Método no permitido',
    zh: '不支持的方法',
  },
  'request.title_conflict': {
    en: 'Conflict',
    es: 'Conflicto',
    zh: '冲突',
  },
  'request.title_too_large': {
    en: 'Too large',
    es: 'Demasiado grande',
    zh: '内容过大',
  },
  'request.title_too_many': {
    en: 'Too many requests',
    es: 'Demasiadas solicitudes',
    zh: '请求过多',
  },
  'request.title_server': {
    en: 'Server error',
    es: 'Error del servidor',
    zh: '服务器错误',
  },
  'request.title_refused': {
    en: 'Request refused',
    es: 'Solicitud rechazada',
    zh: '请求被拒绝',
  },
} as const
