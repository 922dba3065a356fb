import '@mantine/core/styles.css'
import './theme/tokens.css'
import './theme/shell.css'
import './theme/content.css'
import './theme/frame.css'
import { createRoot } from 'react-dom/client'
import { startTexts } from './texts/index.ts'
import { Root } from './shell/root.tsx'
import { startPaletteKeys } from './shell/palette-keys.ts'
import { startWorker } from './client/worker.ts'
import { startDensity } from './shell/preferences.ts'

startPaletteKeys()
startDensity()
startWorker()
await startTexts()
const element = document.getElementById('root')
if (element) createRoot(element).render(<Root />)
