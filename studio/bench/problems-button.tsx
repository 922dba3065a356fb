import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useProblems } from '../check/context.tsx'
import { placeOfProblem } from '../document/place-of-problem.ts'
import { useBench, useDraftState } from '../draft/context.tsx'
import { useProblemText } from '../words/say.ts'

/** How many problems the draft has; opened, each with its place and a way there. */
export function ProblemsButton() {
  const { t } = useTranslation()
  const say = useProblemText()
  const [open, setOpen] = useState(false)
  const { draft } = useBench()
  const { work } = useDraftState()
  const problems = useProblems()
  const count = problems?.length ?? 0
  const text = problems === null ? t('design.checking') : count === 0 ? t('design.no_problems') : `${t('design.problems')} ${count}`
  return (
    <Popover opened={open && count > 0} onChange={setOpen} position="bottom-end" width={420} trapFocus>
      <Popover.Target><Button size="compact-md" variant="default" className="dot-button" data-tone={count > 0 ? 'danger' : 'ok'} aria-expanded={open && count > 0} onClick={() => setOpen(!open && count > 0)}>{text}</Button></Popover.Target>
      <Popover.Dropdown>
        <ul className="json-problems problem-panel" aria-label={t('design.problems')}>
          {problems?.map((problem, at) => {
            const to = placeOfProblem(draft.id, work.layer, problem)
            return <li key={at}>{to ? <Link to={`${to}?at=${encodeURIComponent(problem.path)}`} onClick={() => setOpen(false)}><code>{problem.object} {problem.path}</code></Link> : <code>{problem.object} {problem.path}</code>}<div>{say(problem)}</div></li>
          })}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
