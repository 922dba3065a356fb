import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetting } from '../client/settings.ts'
import { isLanguage, speak } from '../texts/index.ts'
import { type Density, density, setDensity, setTheme, type Theme, theme } from './preferences.ts'
import { enableLetters } from './shortcuts.ts'

/** Language, colours, density and keys as this person chose them, on whichever device. */
export function usePersonalLook() {
  const { i18n } = useTranslation()
  // Else the switch of colours would write a style element into the page, which its policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const [dense, keepDensity] = useSetting<Density | null>('density', null)
  const [colours, keepTheme] = useSetting<Theme | null>('theme', null)
  const [language, keepLanguage] = useSetting<string | null>('language', null)
  const [letters, keepLetters] = useSetting<boolean>('shortcuts', true)
  useEffect(() => { if (dense) setDensity(dense) }, [dense])
  useEffect(() => { if (colours) setColorScheme(setTheme(colours)) }, [colours, setColorScheme])
  useEffect(() => { if (isLanguage(language) && language !== i18n.language) void speak(language) }, [language, i18n])
  useEffect(() => enableLetters(letters !== false), [letters])
  return {
    density: dense ?? density(), theme: colours ?? theme(), letters: letters !== false, language: i18n.language,
    setDensity: (next: Density) => { setDensity(next); keepDensity(next) },
    setTheme: (next: Theme) => { setColorScheme(setTheme(next)); keepTheme(next) },
    setLanguage: (next: string) => { if (isLanguage(next)) { void speak(next); keepLanguage(next) } },
    setLetters: keepLetters,
  }
}
export type Look = ReturnType<typeof usePersonalLook>
