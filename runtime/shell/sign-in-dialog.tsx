import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SignInForm } from '../screens/sign-in-form.tsx'

export function SignInDialog({ answer, title }: { answer: (signedIn: boolean) => void; title?: string }) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={() => answer(false)} title={title ?? t('entry.expired')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <SignInForm done={() => answer(true)} />
    </Modal>
  )
}
