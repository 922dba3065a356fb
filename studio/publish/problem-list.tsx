import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Problem } from '../../metadata/base/problem.ts'
import { useProblemText } from '../words/say.ts'

/** What is wrong in a whole set, each with a way to the place where it is mended. */
export function ProblemList({ problems, to }: { problems: readonly Problem[]; to?: ((problem: Problem) => string | null) | undefined }) {
  const { t } = useTranslation()
  const say = useProblemText()
  return (
    <div className="summary" role="alert">
      <strong>{t('studio.problems', { count: problems.length })}</strong>
      <ul>
        {problems.map((problem, at) => {
          const place = to?.(problem) ?? null
          const where = `${problem.object ?? ''}${problem.path}`
          return <li key={at}><span dir="auto">{say(problem)}</span>{' '}{place ? <Link to={place}><code>{where}</code></Link> : where ? <code>{where}</code> : null}</li>
        })}
      </ul>
    </div>
  )
}
