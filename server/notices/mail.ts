import { text } from '../../metadata/texts/index.ts'
import { actorOf, mayAct, type Person, personColumns, userTable } from '../access/people.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import type { Jobs } from '../jobs/service.ts'
import type { Post } from '../mail/post.ts'
import type { Reading } from '../records/list.ts'
import { readerOf } from '../records/request-space.ts'
import { noticeMail } from './notify.ts'
import { names, seenBy, spotKey } from './sight.ts'
import { noticeOf } from './store.ts'

export interface NoticeMailing { readonly post: Post; readonly reading: (workspace: HttpWorkspace) => Reading; readonly address: () => string; readonly now: () => Date }

/** Letters to those who want some kinds of notices by mail. Read as the person at the time of sending: what is out of sight by then is not sent. */
export function mailNotices(jobs: Jobs, { post, reading, address, now }: NoticeMailing): void {
  jobs.defineJob(noticeMail, {
    kind: 'outward',
    run: async ({ workspace, job }) => {
      const { database, schema, prefix } = workspace
      const users = userTable(workspace)
      const notice = await noticeOf(database, schema, String(job.payload['notice']))
      if (!users || !notice) return
      const [person] = await database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1 and ${mayAct(users)}`, [notice.person])
      if (!person) return
      const actor = actorOf(person)
      const reader = readerOf({ workspace, actor }, now())
      const seen = (await seenBy(reading(workspace), reader, [notice])).get(spotKey(notice))
      if (!seen || !names(reader, notice, seen)) return
      const entity = reader.model.entities.get(notice.entity)!
      const about = text(actor.language, `notice.${notice.kind}`, { who: notice.actor_name, entity: entity.label, title: seen.title }).trim()
      const link = `${address()}${prefix}/all/${encodeURIComponent(entity.name)}/${notice.record}`
      await post.send(workspace, { purpose: 'notice', user: null, to: person.email, subject: about, text: text(actor.language, 'notice.letter', { about, words: notice.text ?? '', link }) })
    },
  })
}
