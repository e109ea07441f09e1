/** What a spreadsheet would read as a formula (https://owasp.org/www-community/attacks/CSV_Injection), also after blanks
 *  that it leaves out, and in the wide letters that some of them take for the same. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠|%]|^[\t\r\n\0]/

/** One row of CSV with its end (https://www.rfc-editor.org/rfc/rfc4180), whose texts are texts in a spreadsheet too: one
 *  that could be a formula begins with an apostrophe. A number is written as it is. */
export function formatCsvRow(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`
}

function formatCell(cell: string | number | undefined): string {
  if (typeof cell === 'number') return String(cell)
  if (!cell) return ''
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
