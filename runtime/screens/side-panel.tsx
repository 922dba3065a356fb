import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { readAttached } from '../client/stories.ts'
import { dateTimeText } from '../widgets/format.ts'
import { Person } from './person.tsx'
import { Activity } from './record-activity.tsx'
import { RecordFiles } from './record-files.tsx'
import { FollowBar } from './record-followers.tsx'
import '../texts/record-story-words.ts'

/** What was said about the record, what changed, and the files that belong to it. */
export function SidePanel({ entity, id, row }: { entity: ClientEntity; id: string; row: Row | null }) {
  const { t } = useTranslation()
  const files = useQuery({ queryKey: ['files', entity.name, id], queryFn: () => readAttached({ entity: entity.name, id }) })
  const count = files.data?.length ?? 0
  return (
    <aside className="side" aria-label={t('record.side')}>
      <Tabs defaultValue="activity" keepMounted={false}>
        <Tabs.List grow mb="sm"><Tabs.Tab value="activity">{t('record.activity')}</Tabs.Tab><Tabs.Tab value="files">{t('record.files')}{count ? <span className="muted"> {count}</span> : null}</Tabs.Tab></Tabs.List>
        <Tabs.Panel value="activity"><Activity entity={entity} id={id} /></Tabs.Panel>
        <Tabs.Panel value="files"><RecordFiles entity={entity} id={id} row={row} /></Tabs.Panel>
      </Tabs>
      <FollowBar about={{ entity: entity.name, id }} />
      {row ? <Origin row={row} /> : null}
    </aside>
  )
}

/** Whose the record is, who made it and who changed it last: always by name. */
function Origin({ row }: { row: Row }) {
  const { t } = useTranslation()
  const moment = (value: unknown) => (typeof value === 'string' ? <time dateTime={value}>{dateTimeText(value)}</time> : null)
  return (
    <dl className="facts origin">
      {row['_owner'] ? <><dt>{t('record.owner')}</dt><dd><Person who={row['_owner']} /></dd></> : null}
      <dt>{t('record.created')}</dt><dd><Person who={row['_created_by']} /> {moment(row['_created_at'])}</dd>
      {Number(row['_version'] ?? 1) > 1 ? <><dt>{t('record.updated')}</dt><dd><Person who={row['_updated_by']} /> {moment(row['_updated_at'])}</dd></> : null}
    </dl>
  )
}
