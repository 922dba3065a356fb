/** Views that people save of a list. */
export const savedViewTexts = {
  'saved_view.not_found': { en: 'This saved view is not there any more.', es: 'Esta vista guardada ya no existe.', zh: '此已保存视图已不存在。' },
  'saved_view.name_taken': { en: 'You already have a view called "{name}" here. Choose another name.', es: 'Ya tiene aquí una vista llamada «{name}». Elija otro nombre.', zh: '您在此处已有名为“{name}”的视图，请换一个名称。' },
  'saved_view.changed': { en: 'Somebody changed this view meanwhile. Load it again, or save yours under another name.', es: 'Alguien cambió esta vista mientras tanto. Cárguela de nuevo o guarde la suya con otro nombre.', zh: '其他人已更改此视图。请重新加载，或以其他名称保存。' },
  'saved_view.may_not_share': { en: 'Views for others are shared by those who design. Save it for yourself, or ask an administrator.', es: 'Las vistas para otros las comparten quienes diseñan. Guárdela para usted o pregunte a un administrador.', zh: '只有设计人员可以共享视图。请仅为自己保存，或联系管理员。' },
  'saved_view.too_many': { en: 'No more than {most} views can be kept. Delete one that is not needed.', es: 'No se pueden guardar más de {most} vistas. Elimine alguna que no necesite.', zh: '最多只能保存 {most} 个视图，请删除不需要的视图。' },
}
