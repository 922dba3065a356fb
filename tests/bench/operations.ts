/** What the requests are made of: ids that are in the tables. */
export interface Pool { readonly orders: readonly string[]; readonly open: readonly string[]; readonly customers: readonly string[]; readonly employees: readonly string[]; readonly products: readonly string[] }
export interface Ask { readonly method: 'GET' | 'POST' | 'PATCH'; readonly path: string; readonly body?: object }

const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const list = '/api/order?size=50&count=none'

/** The same requests go to both servers. */
export const operations = {
  'get by id': ({ orders }) => ({ method: 'GET', path: `/api/order/${any(orders)}` }),
  'list of 50, one link opened': () => ({ method: 'GET', path: `${list}&expand=customer` }),
  'filtered and sorted list': () => ({ method: 'GET', path: `${list}&sort=-order_date&filter=${encodeURIComponent("status == 'shipped' && freight >= 20")}` }),
  'create with 5 lines': ({ customers, employees, products }) => ({
    method: 'POST', path: '/api/order',
    body: { customer: any(customers), employee: any(employees), freight: '12.5', ship_name: 'Someone', ship_city: 'Leeds', ship_country: 'United Kingdom', lines: Array.from({ length: 5 }, (_, n) => ({ product: any(products), quantity: n + 1 })) },
  }),
  update: ({ open }) => ({ method: 'PATCH', path: `/api/order/${any(open)}`, body: { freight: `${1 + Math.floor(Math.random() * 900)}.5`, ship_city: any(['Leeds', 'Bath', 'York', 'Ely']) } }),
} satisfies Record<string, (pool: Pool) => Ask>
export type Operation = keyof typeof operations
export const operationNames = Object.keys(operations) as Operation[]
