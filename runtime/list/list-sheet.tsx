import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ColumnChoices } from './column-choices.tsx'
import { GroupChoices } from './group-choices.tsx'
import type { ListTool } from './list-tool.ts'

export type Sheet = 'group' | 'columns'
const sheets = { group: GroupChoices, columns: ColumnChoices } as const satisfies { [K in Sheet]: unknown }

/** On a phone what else hangs below a button comes up from the foot of the screen. */
export function ListSheet({ sheet, close, ...tool }: ListTool & { sheet: Sheet; close: () => void }) {
  const { t } = useTranslation()
  const Choices = sheets[sheet]
  return <Drawer opened onClose={close} position="bottom" size="70%" title={t(`list.${sheet}`)} closeButtonProps={{ 'aria-label': t('shell.close') }}><Choices {...tool} /></Drawer>
}
