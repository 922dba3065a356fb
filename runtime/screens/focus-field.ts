/** Brings the field that a problem points to into view, and its input into focus. */
export function focusField(path: string, scope = ''): void {
  const place = document.querySelector(`[data-field="${CSS.escape(scope + (path.split('/')[1] ?? ''))}"]`)
  place?.scrollIntoView({ block: 'center' })
  // What tells about the field stands before what changes it.
  place?.querySelector<HTMLElement>('[aria-invalid="true"], input, textarea, button:not(.field-why)')?.focus()
}
