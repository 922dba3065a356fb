import { Button, FocusTrap, Popover } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../model/context.tsx'
import { groupsOf } from './list-data.ts'
import type { ListTool } from './list-tool.ts'

const load = () => import('./group-choices.tsx')
const GroupChoices = lazy(() => load().then((file) => ({ default: file.GroupChoices })))

/** Its fields to choose from arrive when it is about to be opened. */
export function GroupMenu(tool: ListTool) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const chosen = groupsOf(model, tool.view, tool.state)
  const soon = (): void => void load()
  return (
    <Popover position="bottom-end" returnFocus>
      <Popover.Target><Button variant="default" onPointerEnter={soon} onFocus={soon} leftSection={<IconStack2 size={16} aria-hidden />} data-on={chosen.length ? '' : undefined}>{chosen.length ? t('list.grouped_by', { names: chosen.map((field) => field.label).join(', ') }) : t('list.group')}</Button></Popover.Target>
      <Popover.Dropdown className="popover-list"><Suspense><FocusTrap><div><GroupChoices {...tool} /></div></FocusTrap></Suspense></Popover.Dropdown>
    </Popover>
  )
}
