import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { dropDraft, draftKey } from '../client/drafts.ts'
import { asFailure, type Failure } from '../client/failure.ts'
import { createRecord, updateRecord } from '../client/records.ts'
import type { RecordStore, Values } from '../form/record-store.ts'
import { errorsOf, type Rules, validate } from '../form/validate.ts'
import { toRequest } from '../form/wire.ts'
import { useFailureText } from '../shell/states.tsx'
import { focusField } from './focus-field.ts'
import { dropCopy } from './record-copy.ts'
import { useReading } from './use-reading.ts'

interface SavePlace { readonly entity: ClientEntity; readonly id: string | null; readonly store: RecordStore; readonly rules: Rules; readonly root: string }
export interface Save {
  readonly run: () => Promise<boolean>
  readonly busy: boolean
  readonly conflict: Row | null
  readonly setConflict: (theirs: Row | null) => void
  /** True while the page itself moves on after saving; the guard then stays silent. */
  readonly leaving: { current: boolean }
}

/** Checks, sends what changed, and puts refusals at their fields; a version conflict opens the merge. */
export function useSave(place: SavePlace): Save {
  const { entity, id, store, rules } = place
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState<Row | null>(null)
  const leaving = useRef(false)
  const settle = useSettle(place, () => { leaving.current = true })
  const fail = useRefused(place, setConflict)
  const run = async (): Promise<boolean> => {
    if (busy) return false
    const errors = validate(rules, entity, store.values())
    if (Object.keys(errors).length) return refuse(store, errors)
    store.setErrors({})
    setBusy(true)
    const sent = store.values()
    const data = toRequest(rules.model, entity, store.changed())
    try {
      return await settle(id === null ? await createRecord(entity.name, data) : await updateRecord(entity.name, id, { version: Number(store.base()['_version'] ?? 1), data }), sent)
    } catch (error) {
      return await fail(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, conflict, setConflict, leaving }
}

/** After saving: the page of a new record becomes that record's own; what was typed meanwhile stays typed. */
function useSettle({ entity, id, store, rules, root }: SavePlace, left: () => void) {
  const queries = useQueryClient()
  const go = useNavigate()
  const read = useReading(entity)
  return async (saved: Row, sent: Values): Promise<true> => {
    await dropDraft(draftKey(rules.me, entity.name, id ?? 'new')).catch(() => undefined)
    void queries.invalidateQueries({ queryKey: ['list', entity.name] })
    if (id === null) {
      left()
      dropCopy()
      await go(`${root}/${saved.id}`, { replace: true })
      return true
    }
    const fresh = await read(id)
    const typed = Object.entries(store.values()).filter(([name, value]) => value !== sent[name] && entity.fields.some((field) => field.name === name && field.write && !field.formula))
    store.rebase(fresh, Object.fromEntries(typed))
    queries.setQueryData(['record', entity.name, id], fresh)
    void queries.invalidateQueries({ queryKey: ['history', entity.name, id] })
    return true
  }
}

function refuse(store: RecordStore, errors: Readonly<Record<string, string>>): false {
  store.setErrors(errors)
  const first = Object.keys(errors).find(Boolean)
  if (first) requestAnimationFrame(() => focusField(first))
  return false
}

function useRefused({ entity, id, store }: SavePlace, setConflict: (theirs: Row) => void) {
  const say = useFailureText()
  const read = useReading(entity)
  return async (failure: Failure): Promise<false> => {
    // The row that comes with the refusal has bare ids; the merge shows titles.
    const theirs = failure.status === 409 && id !== null && failure.document.current ? await read(id).catch(() => failure.document.current) : undefined
    if (theirs) {
      setConflict(theirs)
      return false
    }
    const errors = errorsOf(failure.problems, entity)
    return refuse(store, Object.keys(errors).length ? errors : { '': say(failure) })
  }
}
