import { request } from './request.ts'

/** Changes fields of a record whose version is of no account here. */
export const patchRecord = (entity: string, id: string, data: Readonly<Record<string, unknown>>): Promise<unknown> => request(`/${entity}/${id}`, { method: 'PATCH', body: data, headers: { 'if-match': '*' } })

/** The address of what the browser saves by itself. */
export function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
