import type { Text } from '../../metadata/texts/index.ts'
import { designTexts } from './design.ts'
import { draftTexts } from './drafts.ts'
import { planTexts } from './plan.ts'
import { studioTexts } from './studio.ts'

/** Every word of the studio, by area; they arrive with its first screen. */
export const studioAreas = { design: designTexts, draft: draftTexts, plan: planTexts, studio: studioTexts } satisfies Record<string, Record<string, Text>>
