import type { Database } from '../../server/db/database.ts'
import type { Pool } from './operations.ts'

/** Orders of many customers and days with two lines each, in a few statements; open ones may be changed by the role. */
export async function seed(database: Database, schema: string, rows: number): Promise<Pool> {
  const t = (name: string): string => `"${schema}"."${name}"`
  await database.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0')
    await tx.query('set local idle_in_transaction_session_timeout = 0')
    const ids = async (name: string): Promise<string[]> => (await tx.query<{ id: string }>(`select id from ${t(name)} where _deleted_at is null order by id`)).map(({ id }) => id)
    const all = { c: await ids('customer'), e: await ids('employee'), p: await ids('product'), s: await ids('shipper') }
    const one = (list: string): string => `(${list}::uuid[])[1 + n % array_length(${list}::uuid[], 1)]`
    await tx.query(`insert into ${t('order')} (id, number, customer, employee, shipper, status, order_date, required_date, freight, ship_name, ship_address, ship_city, ship_postal_code, ship_country)
      select gen_random_uuid(), (200000 + n)::text, ${one('$1')}, ${one('$2')}, ${one('$3')}, ('{draft,confirmed,shipped,cancelled}'::text[])[1 + n % 4],
        date '2020-01-01' + n * 7 % 2400, date '2020-02-01' + n * 7 % 2400, (n * 31 % 5000) / 100.0, 'Receiver ' || n, n % 200 || ' High Street', 'Town ' || n % 500, 'P' || n % 9000, 'Country ' || n % 30
      from generate_series(1, $4::int) n`, [all.c, all.e, all.s, rows])
    await tx.query(`insert into ${t('order__lines')} (id, _parent, _position, product, price, quantity, discount, net)
      select gen_random_uuid(), o.id, n, ($1::uuid[])[1 + (o.number::int * 3 + n) % array_length($1::uuid[], 1)], 10, n, 0, 10 * n from ${t('order')} o, generate_series(1, 2) n where length(o.number) = 6`, [all.p])
    await tx.query(`update ${t('order')} set goods = 30, total = 30 + freight where length(number) = 6`)
    await tx.query(`create sequence ${t('hand_number')} start 5000001`)
  })
  for (const name of ['order', 'order__lines', 'customer', 'product', 'employee']) await database.query(`vacuum analyze ${t(name)}`)
  return poolOf(database, t)
}

async function poolOf(database: Database, t: (name: string) => string): Promise<Pool> {
  const ids = async (name: string, where = 'true'): Promise<string[]> => (await database.query<{ id: string }>(`select id from ${t(name)} where ${where} order by id limit 5000`)).map(({ id }) => id)
  return { orders: await ids('order'), open: await ids('order', `status in ('draft', 'confirmed') and length(number) = 6`), customers: await ids('customer'), employees: await ids('employee'), products: await ids('product', 'price is not null') }
}
