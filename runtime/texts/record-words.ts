import { addTexts } from './index.ts'
import { recordPageTexts } from './record-page.ts'

/** Imported by whatever shows a record to be edited. */
addTexts(recordPageTexts)
