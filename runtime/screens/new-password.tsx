import '../theme/account.css'
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordFault, passwordScore } from '../../metadata/base/password-strength.ts'

/** A new password with what is wrong with it as it is typed, and how strong it is. */
export function NewPassword({ name, email, label }: { name: string; email: string; label?: string }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [left, setLeft] = useState(false)
  const fault = text === '' ? null : passwordFault(text, email)
  const score = passwordScore(text, email)
  return (
    <div>
      <PasswordInput name={name} label={label ?? t('entry.new_password')} description={t('entry.password_rule')} autoComplete="new-password" minLength={10} maxLength={200} required withAsterisk={false} value={text}
        onChange={(event) => setText(event.currentTarget.value)} onBlur={() => setLeft(true)} error={fault && (left || fault !== 'weak') ? t(`entry.password.${fault}`) : null} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} />
      {text === '' ? null : <div className="strength"><meter min={0} max={4} low={2} high={3} optimum={4} value={score} aria-label={t('entry.strength')} /><span role="status">{score > 0 ? t(`entry.strength.${score}`) : null}</span></div>}
    </div>
  )
}
