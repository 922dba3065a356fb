import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconApi, IconCheck, IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { dropAllDrafts } from '../client/drafts.ts'
import { address } from '../client/request.ts'
import { signOut } from '../client/system.ts'
import { useWorkspace } from '../model/context.tsx'
import { languages } from '../texts/index.ts'
import { densities, themes } from './preferences.ts'
import type { Look } from './use-look.ts'

const languageNames = { en: 'English', es: 'Español', zh: '中文' } as const

export function UserMenu({ look, help }: { look: Look; help: () => void }) {
  const { t, i18n } = useTranslation()
  const { session } = useWorkspace()
  const leave = useLeave()
  const tick = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : <span className="muted" />)
  return (
    <Menu position="bottom-end" width={230} transitionProps={{ duration: 120 }}>
      <Menu.Target><ActionIcon size="lg" aria-label={t('shell.me', { name: session.user.name })}><IconUserCircle size={22} /></ActionIcon></Menu.Target>
      <Menu.Dropdown className="user-menu">
        <Menu.Label>{session.user.name}</Menu.Label>
        <Menu.Item component={Link} to="/_/me" leftSection={<IconUserCircle size={16} />}>{t('shell.profile')}</Menu.Item>
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item key={language} closeMenuOnClick={false} lang={language} rightSection={tick(i18n.language === language)} onClick={() => look.setLanguage(language)}>{languageNames[language]}</Menu.Item>
        ))}
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        {themes.map((scheme) => (
          <Menu.Item key={scheme} closeMenuOnClick={false} rightSection={tick(look.theme === scheme)} onClick={() => look.setTheme(scheme)}>{t(`shell.theme.${scheme}`)}</Menu.Item>
        ))}
        <Menu.Label>{t('shell.density')}</Menu.Label>
        {densities.map((value) => (
          <Menu.Item key={value} closeMenuOnClick={false} rightSection={tick(look.density === value)} onClick={() => look.setDensity(value)}>{t(`shell.density.${value}`)}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={help}>{t('shell.keys')}</Menu.Item>
        <Menu.Item component="a" href={address('/_/docs', { language: i18n.language })} target="_blank" rel="noreferrer" leftSection={<IconApi size={16} />}>{t('shell.api')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>{t('shell.sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Nothing of this person stays on the device: drafts, what the worker kept, what was read. */
function useLeave(): () => Promise<void> {
  const queries = useQueryClient()
  const go = useNavigate()
  return async () => {
    await signOut().catch(() => undefined)
    await dropAllDrafts().catch(() => undefined)
    forgetPerson()
    await go('/_/sign-in')
    queries.clear()
  }
}
function forgetPerson(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith('recent/')) localStorage.removeItem(key)
  navigator.serviceWorker?.controller?.postMessage('signed-out')
}
