/** Cells that a spreadsheet would run as a formula, also behind white space, full-width forms and quotes. */
const dangerous = /^[\s\uFEFF"']*[=+\-@\t\r＝＋－＠]/
const number = /^[-+]?[0-9]+(\.[0-9]+)?$/
/** White space alone, which would be read as an empty cell. */
const blank = /^\s+$/

/** Puts `'` before what a spreadsheet would run, and before white space alone; numbers keep their type. Import takes it off again: `fromSafe(toSafe(x))` is x. */
export const toSafe = (text: string): string => ((dangerous.test(text) && !number.test(text)) || blank.test(text) || /^'+[=+\-@\t\r＝＋－＠\s"\uFEFF]/.test(text) ? `'${text}` : text)
export const fromSafe = (text: string): string => (text.startsWith("'") && toSafe(text.slice(1)) === text ? text.slice(1) : text)
