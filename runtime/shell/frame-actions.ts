import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { languages } from '../texts/index.ts'
import { type Action, useActions } from './actions.ts'
import { densities, themes } from './preferences.ts'
import type { Look } from './use-look.ts'

const languageNames = { en: 'English', es: 'Español', zh: '中文' } as const
interface Frame { readonly look: Look; readonly create: () => void; readonly help: () => void; readonly menu: () => void; readonly apps: () => void }

/** What can be done on every page: in the palette, by keys, in the map of keys. */
export function useFrameActions({ look, create, help, menu, apps }: Frame): void {
  const { t, i18n } = useTranslation()
  const go = useNavigate()
  const { language } = i18n
  const actions = useMemo((): readonly Action[] => [
    { id: 'create', label: t('shell.create'), keys: 'c', icon: 'plus', run: create },
    { id: 'help', label: t('shell.keys'), keys: '?', icon: 'key', group: 'settings', run: help },
    { id: 'home', label: t('shell.home'), keys: 'g h', silent: true, run: () => void go('/') },
    { id: 'inbox', label: t('shell.inbox'), keys: 'g i', silent: true, run: () => void go('/_/notices') },
    { id: 'apps', label: t('shell.apps'), keys: 'g a', silent: true, run: apps },
    { id: 'menu', label: t('shell.menu_toggle'), keys: '[', silent: true, run: menu },
    ...languages.map((one): Action => ({ id: `language-${one}`, label: `${t('shell.language')}: ${languageNames[one]}`, group: 'settings', icon: 'settings', run: () => look.setLanguage(one) })),
    ...themes.map((one): Action => ({ id: `theme-${one}`, label: `${t('shell.theme')}: ${t(`shell.theme.${one}`)}`, group: 'settings', icon: 'settings', run: () => look.setTheme(one) })),
    ...densities.map((one): Action => ({ id: `density-${one}`, label: `${t('shell.density')}: ${t(`shell.density.${one}`)}`, group: 'settings', icon: 'settings', run: () => look.setDensity(one) })),
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what the look and the frame do stays the same
  ], [t, language, go])
  useActions(actions)
}
