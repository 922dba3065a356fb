/** What letters say of notices, and what personal settings refuse. */
export const noticeTexts = {
  'notice.mention': { en: '{who} mentioned you on {entity} {title}', es: '{who} le mencionó en {entity} {title}', zh: '{who} 在{entity} {title} 中提到了您' },
  'notice.assigned': { en: '{entity} {title} was assigned to you', es: 'Se le asignó {entity} {title}', zh: '{entity} {title} 已分配给您' },
  'notice.comment': { en: '{who} commented on {entity} {title}', es: '{who} comentó en {entity} {title}', zh: '{who} 评论了{entity} {title}' },
  'notice.changed': { en: '{entity} {title} has changed', es: '{entity} {title} ha cambiado', zh: '{entity} {title} 已更改' },
  'notice.task': { en: '{entity} {title} waits for you', es: '{entity} {title} espera su decisión', zh: '{entity} {title} 等待您处理' },
  'notice.letter': {
    en: '{about}\n\n{words}\n\n{link}\n\nYou receive this because you chose letters for this kind of notice.',
    es: '{about}\n\n{words}\n\n{link}\n\nRecibe este mensaje porque eligió avisos por correo.',
    zh: '{about}\n\n{words}\n\n{link}\n\n您收到此邮件，是因为您选择了通过邮件接收此类通知。',
  },
  'settings.too_many': { en: 'No more than {most} settings can be kept.', es: 'No se pueden guardar más de {most} ajustes.', zh: '最多只能保存 {most} 项设置。' },
}
