import { ActionIcon, Menu } from '@mantine/core'
import { IconColumns, IconDots, IconDownload, IconStack2, IconTrash, IconUpload } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { address } from '../client/request.ts'
import { usePhone } from '../shell/phone.ts'
import { queryOf } from './list-data.ts'
import type { Sheet } from './list-sheet.tsx'
import type { ListTool } from './list-tool.ts'

const ListSheet = lazy(() => import('./list-sheet.tsx').then((file) => ({ default: file.ListSheet })))

/** What concerns the whole list; on a phone also what has buttons of its own elsewhere. Absent where there is nothing of it. */
export function ListMore({ root, ...tool }: ListTool & { root: string }) {
  const { t } = useTranslation()
  const { view, state, set } = tool
  const { entity, layout } = view
  // The rows of the list as it stands, in its order; every column, so that the file can be imported again.
  const { filter, search, sort, deleted } = queryOf(view, state, [])
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const tools = usePhone() && layout === 'list'
  if (!tools && !entity.may.import && !entity.may.export) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon size="lg" aria-label={t('shell.more')}><IconDots size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {tools ? <Menu.Item leftSection={<IconStack2 size={16} />} onClick={() => setSheet('group')}>{t('list.group')}</Menu.Item> : null}
          {tools ? <Menu.Item leftSection={<IconColumns size={16} />} onClick={() => setSheet('columns')}>{t('list.columns')}</Menu.Item> : null}
          {tools ? <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => set({ deleted: !state.deleted })}>{t(state.deleted ? 'list.hide_bin' : 'list.show_bin')}</Menu.Item> : null}
          {entity.may.import ? <Menu.Item component={Link} to={`${root}/import`} leftSection={<IconUpload size={16} />}>{t('list.import')}</Menu.Item> : null}
          {entity.may.export ? <Menu.Item component="a" href={address(`/_/export/${entity.name}.csv`, { filter, search, sort, deleted })} download leftSection={<IconDownload size={16} />}>{t('list.export')}</Menu.Item> : null}
        </Menu.Dropdown>
      </Menu>
      {sheet ? <Suspense><ListSheet {...tool} sheet={sheet} close={() => setSheet(null)} /></Suspense> : null}
    </>
  )
}
