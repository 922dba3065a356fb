import { addTexts } from './index.ts'
import { recordStoryTexts } from './record-story.ts'

/** Imported by what tells of a record. */
addTexts(recordStoryTexts)
