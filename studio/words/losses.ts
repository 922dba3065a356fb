import type { Measure } from '../../metadata/change/step.ts'
import type { MeasuredLoss } from '../client/publishing.ts'
import type { Say } from './say.ts'

/** What each way to count a loss says of it. */
const measured: { readonly [K in Measure['kind']]: string } = {
  rows: 'studio.loss.rows', values: 'studio.loss.values', conversion: 'studio.loss.conversion', duplicates: 'studio.loss.duplicates', overlaps: 'studio.loss.overlaps', dangling: 'studio.loss.dangling', empty: 'studio.loss.empty',
}
export function lossWords({ entity, field, measure, count, detail }: MeasuredLoss, say: Say): string {
  const what = field === null ? say.entity(entity) : `${say.entity(entity)} › ${say.field(entity, field)}`
  return say.t(measured[measure.kind], { what: field === null && measure.kind !== 'rows' ? detail : what, count })
}
/** A warning needs no yes; doubles and overlaps must be mended first. */
export const blocks = (loss: MeasuredLoss): boolean => loss.measure.kind === 'duplicates' || loss.measure.kind === 'overlaps'
export const needsYes = (loss: MeasuredLoss): boolean => loss.kind !== 'required' && !blocks(loss)
