import { Button, FocusTrap, Popover } from '@mantine/core'
import { IconColumns, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListTool } from './list-tool.ts'

const load = () => import('./column-choices.tsx')
const ColumnChoices = lazy(() => load().then((file) => ({ default: file.ColumnChoices })))

/** Which columns are shown and in which order; kept in the address. */
export function Columns(tool: ListTool) {
  const { t } = useTranslation()
  const soon = (): void => void load()
  return (
    <Popover position="bottom-end" returnFocus>
      <Popover.Target><Button variant="default" onPointerEnter={soon} onFocus={soon} leftSection={<IconColumns size={16} aria-hidden />}>{t('list.columns')}</Button></Popover.Target>
      <Popover.Dropdown className="popover-list">
        <Suspense><FocusTrap><div>
          <ColumnChoices {...tool} />
          <Button variant="subtle" size="compact-sm" leftSection={<IconTrash size={14} />} onClick={() => tool.set({ deleted: !tool.state.deleted })}>{t(tool.state.deleted ? 'list.hide_bin' : 'list.show_bin')}</Button>
        </div></FocusTrap></Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
