import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const folder = fileURLToPath(new URL('../../../shared/data/northwind', import.meta.url))
/** The company's data lie beside the project where it is developed, and are not part of it. */
export const isPresent = existsSync(join(folder, 'questions.json'))

export type Cells = Readonly<Record<string, string>>
export const csvPath = (table: string): string => join(folder, 'csv', `${table}.csv`)
export const rowsOf = (table: string): Cells[] => parse(readFileSync(csvPath(table)), { columns: true, bom: true }) as Cells[]
/** The published answer: rows of figures. */
export const answerTo = (id: string): { rows?: number; first?: (string | number)[][]; all?: (string | number)[][] } =>
  (JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as { questions: { id: string; expected: object }[] }).questions.find((one) => one.id === id)!.expected

/** A file on its way into the template `trade`, in an order in which every link finds its target. */
export interface Step { readonly table: string; readonly into: string; readonly key?: string; readonly map: Readonly<Record<string, string>> }
const same = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]))
const address = same('contact_name', 'contact_title', 'address', 'city', 'region', 'postal_code', 'country', 'phone', 'fax')
export const steps: readonly Step[] = [
  { table: 'region', into: 'region', map: { region_id: 'code', region_description: 'name' } },
  { table: 'territories', into: 'territory', map: { territory_id: 'code', territory_description: 'name', region_id: 'region' } },
  { table: 'us_states', into: 'state', map: { state_id: 'code', state_name: 'name', state_abbr: 'abbreviation', state_region: 'part' } },
  { table: 'shippers', into: 'shipper', map: { shipper_id: 'code', company_name: 'name', phone: 'phone' } },
  { table: 'suppliers', into: 'supplier', map: { supplier_id: 'code', company_name: 'name', ...address, homepage: 'homepage' } },
  { table: 'categories', into: 'category', map: { category_id: 'code', category_name: 'name', description: 'description' } },
  { table: 'customers', into: 'customer', map: { customer_id: 'code', company_name: 'name', ...address } },
  { table: 'employees', into: 'employee', map: { employee_id: 'number', title: 'position', title_of_courtesy: 'courtesy', ...same('last_name', 'first_name', 'birth_date', 'hire_date', 'address', 'city', 'region', 'postal_code', 'country', 'home_phone', 'extension', 'notes', 'photo_path') } },
  // Managers stand in the same file as those whom they manage: linked when all are there.
  { table: 'employees', into: 'employee', key: 'number', map: { employee_id: 'number', reports_to: 'manager' } },
  { table: 'employee_territories', into: 'employee.territories', key: 'number', map: { employee_id: '_parent', territory_id: 'territories' } },
  { table: 'products', into: 'product', map: { product_id: 'number', product_name: 'name', supplier_id: 'supplier', category_id: 'category', unit_price: 'price', units_in_stock: 'in_stock', units_on_order: 'on_order', ...same('quantity_per_unit', 'reorder_level', 'discontinued') } },
  { table: 'orders', into: 'order', map: { order_id: 'number', customer_id: 'customer', employee_id: 'employee', ship_via: 'shipper', ...same('order_date', 'required_date', 'shipped_date', 'freight', 'ship_name', 'ship_address', 'ship_city', 'ship_region', 'ship_postal_code', 'ship_country') } },
  { table: 'order_details', into: 'order.lines', key: 'number', map: { order_id: '_parent', product_id: 'product', unit_price: 'price', quantity: 'quantity', discount: 'discount' } },
]

/** What the tables must say afterwards: the file's columns again, links by the keys of their targets. `@` stands for the schema. */
export const again: Readonly<Record<string, string>> = {
  region: `select code as region_id, name as region_description from @region`,
  territories: `select t.code as territory_id, t.name as territory_description, r.code as region_id from @territory t left join @region r on r.id = t.region`,
  us_states: `select code as state_id, name as state_name, abbreviation as state_abbr, part as state_region from @state`,
  shippers: `select code as shipper_id, name as company_name, phone from @shipper`,
  suppliers: `select code as supplier_id, name as company_name, contact_name, contact_title, address, city, region, postal_code, country, phone, fax, homepage from @supplier`,
  categories: `select code as category_id, name as category_name, description from @category`,
  customers: `select code as customer_id, name as company_name, contact_name, contact_title, address, city, region, postal_code, country, phone, fax from @customer`,
  employees: `select e.number as employee_id, e.last_name, e.first_name, e.position as title, e.courtesy as title_of_courtesy, e.birth_date, e.hire_date, e.address, e.city, e.region, e.postal_code, e.country, e.home_phone, e.extension, e.notes, m.number as reports_to, e.photo_path from @employee e left join @employee m on m.id = e.manager`,
  employee_territories: `select e.number as employee_id, t.code as territory_id from @employee__territories j join @employee e on e.id = j.source join @territory t on t.id = j.target`,
  products: `select p.number as product_id, p.name as product_name, s.code as supplier_id, c.code as category_id, p.quantity_per_unit, trim_scale(p.price) as unit_price, p.in_stock as units_in_stock, p.on_order as units_on_order, p.reorder_level, p.discontinued::int as discontinued from @product p left join @supplier s on s.id = p.supplier left join @category c on c.id = p.category`,
  orders: `select o.number as order_id, c.code as customer_id, e.number as employee_id, o.order_date, o.required_date, o.shipped_date, s.code as ship_via, trim_scale(o.freight) as freight, o.ship_name, o.ship_address, o.ship_city, o.ship_region, o.ship_postal_code, o.ship_country from @"order" o left join @customer c on c.id = o.customer left join @employee e on e.id = o.employee left join @shipper s on s.id = o.shipper`,
  order_details: `select o.number as order_id, p.number as product_id, trim_scale(l.price) as unit_price, l.quantity, trim_scale(l.discount) as discount from @order__lines l join @"order" o on o.id = l._parent join @product p on p.id = l.product`,
}
