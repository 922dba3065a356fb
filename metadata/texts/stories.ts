import type { Text } from './index.ts'

/** What the server says of comments, followers and attached files, and why a field cannot be changed. */
export const storyTexts = {
  'comment.no_reply': { en: 'The comment you answer to does not exist any more.', es: 'El comentario al que responde ya no existe.', zh: '您回复的评论已不存在。' },
  'comment.sign': { en: 'This reaction is not known.', es: 'Esta reacción no se conoce.', zh: '未知的表情。' },
  'follower.person': { en: 'Only people follow records.', es: 'Solo las personas siguen registros.', zh: '只有用户可以关注记录。' },
  'attachment.forbidden': { en: 'You may not change this record, so you may not attach files to it.', es: 'No puede cambiar este registro, por lo que no puede adjuntarle archivos.', zh: '您无权更改此记录，因此不能添加附件。' },
  'lock.computed': { en: 'It is computed and follows the other values.', es: 'Se calcula a partir de los demás valores.', zh: '该值由其他值计算得出。' },
  'lock.number': { en: 'It is given when the record is saved and stays.', es: 'Se asigna al guardar el registro y no cambia.', zh: '保存记录时自动给出，之后不变。' },
  'lock.always': { en: 'It is never changed by hand.', es: 'Nunca se cambia a mano.', zh: '不可手动更改。' },
  'lock.rule': { en: 'It is locked while this holds: {rule}', es: 'Está bloqueado mientras se cumpla: {rule}', zh: '满足此条件时锁定：{rule}' },
  'lock.rule_unseen': { en: 'A rule about values that you do not see locks it now.', es: 'Una regla sobre valores que usted no ve lo bloquea ahora.', zh: '一条涉及您看不到的值的规则当前锁定了它。' },
  'lock.immutable': { en: 'It is set when the record is made and stays.', es: 'Se fija al crear el registro y no cambia.', zh: '创建记录时设定，之后不变。' },
  'lock.deleted': { en: 'The record is in the bin. Restore it to change it.', es: 'El registro está en la papelera. Restáurelo para cambiarlo.', zh: '记录在回收站中。恢复后才能更改。' },
  'lock.record': { en: 'None of your roles ({roles}) may change this record.', es: 'Ninguno de sus roles ({roles}) puede cambiar este registro.', zh: '您的角色（{roles}）均无权更改此记录。' },
  'lock.field': { en: 'None of your roles ({roles}) may change this field here.', es: 'Ninguno de sus roles ({roles}) puede cambiar este campo aquí.', zh: '您的角色（{roles}）均无权在此更改该字段。' },
  'lock.may': { en: 'May be changed by: {roles}', es: 'Pueden cambiarlo: {roles}', zh: '可更改的角色：{roles}' },
  'lock.required': { en: 'Every {entity} needs it.', es: 'Cada {entity} lo necesita.', zh: '每个{entity}都需要它。' },
  'lock.required_unseen': { en: 'A rule about values that you do not see requires it now.', es: 'Una regla sobre valores que usted no ve lo exige ahora.', zh: '一条涉及您看不到的值的规则当前要求填写。' },
  'lock.required_rule': { en: 'It is required while this holds: {rule}', es: 'Es obligatorio mientras se cumpla: {rule}', zh: '满足此条件时必填：{rule}' },
} as const satisfies Record<string, Text>
