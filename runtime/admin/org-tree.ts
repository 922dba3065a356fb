export interface Department { readonly id: string; readonly name: string; readonly parent: string | null }
interface Member { readonly id: string; readonly name: string; readonly email: string; readonly manager: string | null; readonly department: { readonly id: string } | null }
/** `id` is of its own in the whole tree. */
export interface Branch { readonly id: string; readonly label: string; readonly note: string; readonly entity: 'user' | 'department' | null; readonly record: string | null; readonly below: readonly Branch[] }

const leaf = ({ id, name, email }: Member): Branch => ({ id, label: name, note: email, entity: 'user', record: id, below: [] })

export function byDepartment(people: readonly Member[], departments: readonly Department[], without: string): Branch[] {
  const known = new Set(departments.map(({ id }) => id))
  const inside = (id: string): Branch[] => people.filter(({ department }) => department?.id === id).map(leaf)
  const made = under(departments, { idOf: ({ id }) => id, upOf: ({ parent }) => parent, branch: (department, below) => ({ id: department.id, label: department.name, note: '', entity: 'department', record: department.id, below: [...inside(department.id), ...below] }) })
  const loose = people.filter(({ department }) => !department || !known.has(department.id)).map(leaf)
  return loose.length > 0 ? [...made, { id: 'without', label: without, note: '', entity: null, record: null, below: loose }] : made
}
export const byManager = (people: readonly Member[]): Branch[] =>
  under(people, { idOf: ({ id }) => id, upOf: ({ manager }) => manager, branch: (person, below) => ({ ...leaf(person), below }) })

interface Ways<T> { readonly idOf: (item: T) => string; readonly upOf: (item: T) => string | null; readonly branch: (item: T, below: readonly Branch[]) => Branch }
/** What stands under nothing known, or only under itself by way of others, is a root: nobody is lost to a circle. */
function under<T>(items: readonly T[], { idOf, upOf, branch }: Ways<T>): Branch[] {
  const known = new Map(items.map((item) => [idOf(item), item]))
  const placed = new Set<string>()
  const build = (item: T): Branch => {
    placed.add(idOf(item))
    return branch(item, items.filter((one) => upOf(one) === idOf(item) && !placed.has(idOf(one))).map(build))
  }
  const roots = items.filter((item) => { const up = upOf(item); return up === null || !known.has(up) }).map(build)
  for (const item of items) if (!placed.has(idOf(item))) roots.push(build(item))
  return roots
}

/** The branches that can be seen, from top to bottom. */
export function flat(roots: readonly Branch[], closed: ReadonlySet<string>, above: { readonly path: readonly string[]; readonly up: string | null } = { path: [], up: null }): { branch: Branch; path: readonly string[]; up: string | null }[] {
  return roots.flatMap((branch) => [{ branch, ...above }, ...(closed.has(branch.id) ? [] : flat(branch.below, closed, { path: [...above.path, branch.label], up: branch.id }))])
}
