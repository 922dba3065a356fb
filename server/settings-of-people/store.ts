import type { Runner } from '../db/database.ts'

/** So many may one person keep; a further one is refused. */
export const mostSettings = 500

export async function readSettings(db: Runner, schema: string, person: string): Promise<Record<string, unknown>> {
  const rows = await db.query<{ key: string; value: unknown }>(`select key, value from "${schema}"._settings_of where person = $1 order by key`, [person])
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}
export async function readSetting(db: Runner, schema: string, { person, key }: { person: string; key: string }): Promise<unknown> {
  const [row] = await db.query<{ value: unknown }>(`select value from "${schema}"._settings_of where person = $1 and key = $2`, [person, key])
  return row?.value ?? null
}

/** null takes the setting away. false: this person keeps too many already. */
export async function writeSetting(db: Runner, schema: string, { person, key, value }: { person: string; key: string; value: unknown }): Promise<boolean> {
  if (value === null) {
    await db.query(`delete from "${schema}"._settings_of where person = $1 and key = $2`, [person, key])
    return true
  }
  const done = await db.query(
    `insert into "${schema}"._settings_of (person, key, value)
     select $1::uuid, $2::text, $3::json
     where (select count(*) from "${schema}"._settings_of where person = $1) < ${mostSettings} or exists (select from "${schema}"._settings_of where person = $1 and key = $2)
     on conflict (person, key) do update set value = excluded.value, updated_at = now() returning 1`,
    [person, key, JSON.stringify(value)])
  return done.length > 0
}
