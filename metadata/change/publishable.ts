import { pointer } from '../base/json.ts'
import { problem } from '../base/problem.ts'
import { compileModel } from '../model/compile.ts'
import { objectName } from '../model/fold.ts'
import type { Compiled, Layer } from '../model/model.ts'
import { unkeptRules } from './physical.ts'

/** The checked model, refused where the database could not keep one of its rules: a rule that is written down must hold. */
export function compilePublishable(layers: readonly Layer[]): Compiled {
  const compiled = compileModel(layers)
  if (!compiled.ok) return compiled
  const problems = [...compiled.model.entities.values()].flatMap((entity) => unkeptRules(entity).map(({ rule, key }) => {
    const [top = ''] = entity.key.split('.')
    return problem('metadata.unkept_rule', pointer('', rule, key), { rule: key }, { object: objectName(entity.layer, 'entity', top) })
  }))
  return problems.length > 0 ? { ok: false, problems } : compiled
}
