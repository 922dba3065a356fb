import type { Suite } from '../suite.ts'

const file = 'server/records/idempotency.ts'
export const idemPlants: Suite['plants'] = {
  forgetful: { says: 'the key is not looked at', file, find: 'if (!asked) return work()', replace: "if (!asked || asked.method !== '') return work()" },
  any_body: { says: 'a key that was used for another body answers with that one', file, find: '|| known.body_hash !== body)', replace: '|| known.body_hash === null)' },
  everyones: { says: 'all callers share one space of keys', file, find: "const who = `${actor.kind}:${actor.id ?? ''}`", replace: "const who = 'all'" },
  unkept: { says: 'the answer is not kept with the key', file, find: 'set status = $3, reply = $4::json where actor', replace: "set status = $3, reply = json_build_object('was', $4::json) where actor" },
}
