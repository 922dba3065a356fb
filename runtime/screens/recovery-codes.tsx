import { Alert, Button, CopyButton, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { secondTexts } from '../texts/second.ts'
import { addTexts } from '../texts/index.ts'

addTexts(secondTexts)

/** Shown once: ten codes for the day the phone is lost. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  const text = codes.join('\n')
  const save = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    link.download = 'recovery-codes.txt'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return (
    <Alert role="status" title={t('second.codes')}>
      <p>{t('second.codes_text')}</p>
      <ul className="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <Group gap="xs">
        <CopyButton value={text}>{({ copied, copy }) => <Button size="compact-md" onClick={copy}>{t(copied ? 'second.copied' : 'second.copy')}</Button>}</CopyButton>
        <Button size="compact-md" variant="default" onClick={save}>{t('second.save')}</Button>
      </Group>
    </Alert>
  )
}
