import '@mantine/core/styles.css'
import './theme/tokens.css'
import './theme/shell.css'
import './theme/content.css'
import { createRoot } from 'react-dom/client'
import { startTexts } from './texts/index.ts'
import { Root } from './shell/root.tsx'
import { startPaletteKeys } from './shell/palette-keys.ts'
import { startDensity } from './shell/preferences.ts'

startPaletteKeys()
startDensity()
await startTexts()
const element = document.getElementById('root')
if (element) createRoot(element).render(<Root />)
