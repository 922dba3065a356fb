/** Brings the field that a problem points to into view, and its input into focus. */
export function focusField(path: string, scope = ''): void {
  const place = document.querySelector(`[data-field="${CSS.escape(scope + (path.split('/')[1] ?? ''))}"]`)
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('[aria-invalid="true"], input, textarea, button')?.focus()
}
