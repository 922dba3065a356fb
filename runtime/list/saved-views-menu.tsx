import { Menu } from '@mantine/core'
import { IconCheck, IconDeviceFloppy, IconHome, IconPencil, IconPlus, IconRotate, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { changeSavedView, type SavedView } from '../client/saved-views.ts'
import { useFailureText } from '../shell/states.tsx'
import '../texts/saved-views.ts'
import type { Asking } from './saved-views.tsx'
import type { ListState } from './url-state.ts'
import { type Saved, savedPart } from './use-saved-view.ts'

interface ChoicesProps { readonly saved: Saved; readonly state: ListState; readonly ask: (what: Asking) => void; readonly close: () => void }
/** Choose one, keep what was changed, or begin anew. */
export function SavedViewChoices({ saved, state, ask, close }: ChoicesProps) {
  const { t } = useTranslation()
  const { active, rows, changed } = saved
  const save = useSaving(saved, state)
  return (
    <>
      <Choice chosen={!active} open={() => saved.open(null)}>{t('views.plain')}</Choice>
      <Rows label={t('views.mine')} rows={rows.filter((row) => row.mine)} saved={saved} />
      <Rows label={t('views.shared')} rows={rows.filter((row) => !row.mine)} saved={saved} />
      <Menu.Divider />
      {active && changed && active.may_change ? <Menu.Item closeMenuOnClick={false} leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => void save.run().then((done) => { if (done) close() })}>{t('views.save')}</Menu.Item> : null}
      {save.problem ? <p role="alert" className="error menu-problem">{save.problem}</p> : null}
      <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>{t('views.save_as')}</Menu.Item>
      {changed ? <Menu.Item leftSection={<IconRotate size={16} aria-hidden />} onClick={saved.reset}>{t('views.reset')}</Menu.Item> : null}
      {active ? <Active saved={saved} active={active} ask={ask} /> : null}
    </>
  )
}

function Active({ saved, active, ask }: { saved: Saved; active: SavedView; ask: (what: Asking) => void }) {
  const { t } = useTranslation()
  const begins = saved.beginsWith === active.id
  return (
    <>
      <Menu.Item leftSection={<IconHome size={16} aria-hidden />} onClick={() => saved.beginWith(begins ? null : active.id)}>{t(begins ? 'views.begin_plain' : 'views.begin_here')}</Menu.Item>
      {active.may_change ? <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => ask('edit')}>{t(saved.mayShare ? 'views.edit' : 'views.rename')}</Menu.Item> : null}
      {active.may_change ? <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => ask('delete')}>{t('views.delete')}</Menu.Item> : null}
    </>
  )
}

function Rows({ label, rows, saved }: { label: string; rows: readonly SavedView[]; saved: Saved }) {
  if (!rows.length) return null
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {rows.map((row) => <Choice key={row.id} chosen={saved.active?.id === row.id} open={() => saved.open(row.id)}>{row.name}</Choice>)}
    </>
  )
}
const Choice = ({ chosen, open, children }: { chosen: boolean; open: () => void; children: string }) =>
  <Menu.Item aria-current={chosen || undefined} leftSection={chosen ? <IconCheck size={16} aria-hidden /> : <span className="menu-gap" />} onClick={open}><span dir="auto">{children}</span></Menu.Item>

/** Keeps what is seen in the view itself; a refusal is told where one asked. */
function useSaving(saved: Saved, state: ListState) {
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const run = async (): Promise<boolean> => {
    if (!saved.active) return false
    try {
      await changeSavedView(saved.active, { state: savedPart(state) })
      await saved.reload()
      setProblem('')
      saved.reset()
      return true
    } catch (error) {
      setProblem(say(asFailure(error)))
      await saved.reload()
      return false
    }
  }
  return { run, problem }
}
