/** A workspace other than the default one lives under `/w/<name>/`; everything the page asks for then carries that prefix. */
export const workspacePrefix = (path: string): string => /^\/w\/[^/]+/.exec(path)?.[0] ?? ''

export const base = typeof location === 'undefined' ? '' : workspacePrefix(location.pathname)
