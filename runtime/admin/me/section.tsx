import { Alert } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { asFailure } from '../../client/failure.ts'
import { useFailureText } from '../../shell/states.tsx'

/** One matter of the page, with its name. */
export function Section({ id, title, text, children }: { id: string; title: string; text?: string; children: ReactNode }) {
  return (
    <section className="matter" aria-labelledby={`me-${id}`}>
      <div><h2 id={`me-${id}`}>{title}</h2>{text ? <p className="muted">{text}</p> : null}</div>
      <div className="form-stack">{children}</div>
    </section>
  )
}

/** Does something once, and says what came of it beside where it was asked. */
export function useTask() {
  const say = useFailureText()
  const [state, setState] = useState<{ busy: boolean; problem: string; said: string }>({ busy: false, problem: '', said: '' })
  const run = async (work: () => Promise<unknown>, said: string | (() => string) = ''): Promise<boolean> => {
    setState({ busy: true, problem: '', said: '' })
    try {
      await work()
      setState({ busy: false, problem: '', said: typeof said === 'function' ? said() : said })
      return true
    } catch (error) {
      const failure = asFailure(error)
      setState({ busy: false, problem: failure.problems[0]?.message ?? say(failure), said: '' })
      return false
    }
  }
  const told = (
    <>
      {state.problem ? <Alert color="red" variant="light" role="alert">{state.problem}</Alert> : null}
      {state.said ? <Alert role="status">{state.said}</Alert> : null}
    </>
  )
  return { run, busy: state.busy, told }
}
