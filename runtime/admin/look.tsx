import { Button, FileButton, Group, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accentContrast, darkOf, isColour, leastContrast, softOf, type Theme, themes } from '../../metadata/base/contrast.ts'
import { type Look, logoAddress, lookKey, readLook, wear } from '../client/look.ts'
import { request } from '../client/request.ts'
import { usePage } from '../shell/crumbs.tsx'
import { FailureState, Waiting } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { upkeepTexts } from '../texts/upkeep.ts'
import { Section, useTask } from './me/section.tsx'

addTexts(upkeepTexts)

/** Name, logo and colour of the workspace: what everybody sees, at the sign-in too. */
export function LookScreen() {
  const { t } = useTranslation()
  usePage({ label: t('admin.look') })
  const look = useQuery({ queryKey: lookKey, queryFn: readLook })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('admin.look')}</h1></div>
      {look.isError ? <FailureState error={look.error} retry={() => void look.refetch()} /> : null}
      {look.isPending ? <Waiting /> : null}
      {look.data ? <><Logo look={look.data} /><Words look={look.data} /></> : null}
    </section>
  )
}

function useStore() {
  const queries = useQueryClient()
  return (next: Look): void => { queries.setQueryData(lookKey, next); wear(next) }
}

function Logo({ look }: { look: Look }) {
  const { t } = useTranslation()
  const store = useStore()
  const { run, busy, told } = useTask()
  const upload = (file: File | null): void => {
    if (!file) return
    const form = new FormData()
    form.append('file', file, file.name)
    void run(async () => store(await request<Look>('/_/look/logo', { method: 'POST', body: form })), t('upkeep.saved'))
  }
  const shown = logoAddress(look)
  return (
    <Section id="logo" title={t('upkeep.logo')} text={t('upkeep.logo_text')}>
      {told}
      {shown ? <img src={shown} alt={t('upkeep.logo')} width={64} height={64} className="logo" /> : null}
      <Group>
        <FileButton onChange={upload} accept="image/png,image/jpeg,image/webp">{(props) => <Button variant="default" loading={busy} {...props}>{t('upkeep.choose_logo')}</Button>}</FileButton>
        {shown ? <Button variant="subtle" onClick={() => void run(async () => store(await request<Look>('/_/look/logo', { method: 'DELETE' })), t('upkeep.saved'))}>{t('upkeep.drop_logo')}</Button> : null}
      </Group>
    </Section>
  )
}

const usual = { light: '#2557d6', dark: '#8ab0ff' } as const
function Words({ look }: { look: Look }) {
  const { t } = useTranslation()
  const store = useStore()
  const { run, busy, told } = useTask()
  const [name, setName] = useState(look.name ?? '')
  const [accent, setAccent] = useState<Readonly<Record<Theme, string>>>(look.accent ?? usual)
  const set = (theme: Theme, colour: string): void => setAccent(theme === 'light' && isColour(colour) ? { light: colour, dark: darkOf(colour) } : { ...accent, [theme]: colour })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const own = themes.some((theme) => accent[theme].toLowerCase() !== usual[theme])
    void run(async () => store(await request<Look>('/_/look', { method: 'PUT', body: { name: name.trim() || null, accent: own ? accent : null, version: look.version } })), t('upkeep.saved'))
  }
  return (
    <form onSubmit={submit}>
      <Section id="name" title={t('upkeep.name')} text={t('upkeep.name_text')}><TextInput aria-label={t('upkeep.name')} value={name} maxLength={60} placeholder="Officina" onChange={(event) => setName(event.currentTarget.value)} /></Section>
      <Section id="accent" title={t('upkeep.accent')} text={t('upkeep.accent_text')}>
        {themes.map((theme) => <Colour key={theme} theme={theme} value={accent[theme]} change={(colour) => set(theme, colour)} />)}
        {told}
        <Group><Button type="submit" loading={busy}>{t('upkeep.save')}</Button><Button variant="subtle" onClick={() => setAccent(usual)}>{t('upkeep.standard')}</Button></Group>
      </Section>
    </form>
  )
}

function Colour({ theme, value, change }: { theme: Theme; value: string; change: (colour: string) => void }) {
  const { t } = useTranslation()
  const ratio = isColour(value) ? accentContrast(value, theme) : 0
  const shown = Math.floor(ratio * 100) / 100
  return (
    <div>
      <TextInput label={t(`upkeep.accent.${theme}`)} value={value} onChange={(event) => change(event.currentTarget.value.trim())} maxLength={7} placeholder="#2557d6" leftSectionWidth={48}
        leftSection={<input type="color" className="colour" aria-label={t(`upkeep.pick.${theme}`)} value={isColour(value) ? value : '#000000'} onChange={(event) => change(event.currentTarget.value)} />} />
      <p><span className="dot" data-tone={ratio >= leastContrast ? 'ok' : 'danger'} role="status">{t('upkeep.ratio', { ratio: shown })}</span></p>
      <Sample colour={isColour(value) ? value : '#000000'} theme={theme} />
    </div>
  )
}
/** Words in the colour on the grounds of the theme; drawn, since the page may hold no styles of its own. */
function Sample({ colour, theme }: { colour: string; theme: Theme }) {
  const { t } = useTranslation()
  const [ground, on] = theme === 'light' ? ['#ffffff', '#ffffff'] : ['#16181d', '#16181d']
  return (
    <svg viewBox="0 0 320 44" width={320} height={44} aria-hidden="true"><rect width={320} height={44} rx={6} fill={ground} /><rect x={8} y={8} width={96} height={28} rx={6} fill={colour} /><text x={56} y={27} textAnchor="middle" fontSize={14} fill={on}>{t('upkeep.save')}</text>
      <rect x={112} y={8} width={96} height={28} rx={6} fill={softOf(colour, theme)} /><text x={160} y={27} textAnchor="middle" fontSize={14} fill={colour}>{t('upkeep.save')}</text><text x={220} y={27} fontSize={14} fill={colour}>{t('upkeep.open')}</text></svg>
  )
}
