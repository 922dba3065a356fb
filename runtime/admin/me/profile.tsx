import '../../theme/account.css'
import { Avatar, Button, FileButton, Group, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeMe, type Me, readMe } from '../../client/account.ts'
import { address } from '../../client/request.ts'
import { uploadFile } from '../../client/system.ts'
import { usePage } from '../../shell/crumbs.tsx'
import { FailureState, Waiting } from '../../shell/states.tsx'
import { addTexts, isLanguage, languages, speak } from '../../texts/index.ts'
import { meTexts } from '../../texts/me.ts'
import { Appearance } from './appearance.tsx'
import { Notices } from './notices.tsx'
import { Passkeys } from './passkeys.tsx'
import { Password } from './password.tsx'
import { Section, useTask } from './section.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'

addTexts(meTexts)

/** Everything a person decides for himself. */
export function ProfileScreen() {
  const { t } = useTranslation()
  usePage({ label: t('me.title') })
  const me = useQuery({ queryKey: ['me'], queryFn: readMe })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('me.title')}</h1></div>
      {me.isError ? <FailureState error={me.error} retry={() => void me.refetch()} /> : null}
      {me.isPending ? <Waiting /> : null}
      {me.data ? (
        <>
          <Own me={me.data} />
          <Appearance />
          <Notices />
          {me.data.password ? <Password email={me.data.email} /> : null}
          <TwoFactor password={me.data.password} />
          <Passkeys password={me.data.password} />
          <Sessions />
        </>
      ) : null}
    </section>
  )
}

const languageNames = { en: 'English', es: 'Español', zh: '中文' } as const
const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

function Own({ me }: { me: Me }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const [language, setLanguage] = useState(me.language ?? 'en')
  const [zone, setZone] = useState(me.time_zone)
  const store = (change: Parameters<typeof changeMe>[0]): Promise<boolean> => run(async () => {
    queries.setQueryData(['me'], await changeMe(change))
    if (change.language && isLanguage(change.language)) await speak(change.language)
    await queries.invalidateQueries({ queryKey: ['session'] })
  }, () => i18n.t('me.saved'))
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    void store({ name: String(new FormData(event.currentTarget).get('name')), language, time_zone: zone })
  }
  return (
    <Section id="own" title={t('me.own')} text={me.email}>
      <Picture me={me} store={store} />
      <form className="form-stack" onSubmit={submit}>
        {told}
        <TextInput name="name" label={t('me.name')} defaultValue={me.name} maxLength={200} autoComplete="name" required withAsterisk={false} />
        <Select label={t('me.language')} allowDeselect={false} value={language} onChange={(value) => setLanguage(value ?? 'en')} data={languages.map((value) => ({ value, label: languageNames[value] }))} />
        <Select label={t('me.zone')} searchable clearable clearButtonProps={{ 'aria-label': t('record.clear') }} placeholder={Intl.DateTimeFormat().resolvedOptions().timeZone} value={zone} onChange={setZone} data={zones()} nothingFoundMessage={t('record.no_match')} limit={60} />
        <Sample language={language} zone={zone} />
        <Group><Button type="submit" loading={busy}>{t('me.save')}</Button></Group>
      </form>
    </Section>
  )
}

/** How dates and numbers come out with what is chosen. */
function Sample({ language, zone }: { language: string; zone: string | null }) {
  const { t } = useTranslation()
  const [now] = useState(() => new Date())
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', ...(zone ? { timeZone: zone } : {}) }).format(now)
  const amount = new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' }).format(1234567.891)
  return <p className="sample" aria-live="polite"><span className="muted">{t('me.sample')}</span> {time} · {amount}</p>
}

function Picture({ me, store }: { me: Me; store: (change: { picture: string | null }) => Promise<boolean> }) {
  const { t } = useTranslation()
  const set = async (file: File | null): Promise<void> => { if (file) await store({ picture: (await uploadFile(file)).id }) }
  return (
    <Group>
      <Avatar src={me.picture ? address(`/_/files/${me.picture.id}`) : null} name={me.name} alt={me.picture ? t('me.picture') : ''} size={64} />
      <FileButton onChange={(file) => void set(file)} accept="image/png,image/jpeg,image/webp">{(props) => <Button variant="default" {...props}>{t('me.choose_picture')}</Button>}</FileButton>
      {me.picture ? <Button variant="subtle" onClick={() => void store({ picture: null })}>{t('me.drop_picture')}</Button> : null}
    </Group>
  )
}
