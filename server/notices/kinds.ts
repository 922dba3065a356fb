import { Type } from '@sinclair/typebox'
import { strict } from '../http/schema.ts'

/** Why a person is told of a record. */
export const noticeKinds = ['mention', 'assigned', 'comment', 'changed', 'task'] as const
export type NoticeKind = (typeof noticeKinds)[number]

const Channels = strict({ app: Type.Optional(Type.Boolean()), mail: Type.Optional(Type.Boolean()) })
/** The setting `notices` of a person: where notices of a kind go. Unless said otherwise, in the app and not by mail. */
export const noticeChannels = strict({
  mention: Type.Optional(Channels), assigned: Type.Optional(Channels), comment: Type.Optional(Channels), changed: Type.Optional(Channels), task: Type.Optional(Channels),
})
