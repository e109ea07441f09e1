/** What is done and seen inside the page, as a person would: each function goes there as text, and stands for itself. */

/** A row of the log as it is shown. `label`: the numbered line in it, `up 00001`; `from`, `to`: of a gap (epoch ms). */
export type Row = {
  kind: string
  id: string
  state?: string
  label?: string
  from?: number
  to?: number
}

/** Types lines and presses Enter after each, as fast as the page takes them. Returns how many it took: one that it
 *  refuses stays in the field. */
export async function say(lines: readonly string[]): Promise<number> {
  const field = document.querySelector<HTMLTextAreaElement>('main [data-field="composer"]')
  const next = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(0)
    })
  if (!field) return 0
  let taken = 0
  for (const line of lines) {
    if (field.disabled || !field.isConnected) return taken
    field.value = line
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: line, inputType: 'insertText' }))
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await next()
    if (field.value !== '') return taken
    taken++
  }
  return taken
}

/** Types without sending. */
export function begin(line: string): void {
  const field = document.querySelector<HTMLTextAreaElement>('main [data-field="composer"]')
  if (!field) return
  field.value = line
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: line, inputType: 'insertText' }))
}

/** What stands in the composer; undefined where there is none (yet). */
export function begun(): string | undefined {
  return document.querySelector<HTMLTextAreaElement>('main [data-field="composer"]')?.value
}

/** The page at a glance: its status, the greatest number that is the id of a message among those rows that are drawn, and
 *  how many drafts are on their way. `trouble`: what it says of why nothing is kept on this device. */
export function look(): { status: string; newest: number; underway: number; trouble: string | undefined } {
  const status = document.querySelector('main [data-status]')?.getAttribute('data-status') ?? 'none'
  const messages = document.querySelectorAll('main [role="log"] [data-row="message"]')
  const ids = [...messages].map((row) => Number(row.getAttribute('data-id'))).filter(Number.isSafeInteger)
  const underway = document.querySelectorAll(
    'main [role="log"] [data-row="draft"]:is([data-state="queued"], [data-state="sending"])',
  ).length
  const trouble = document.querySelector('main [data-kept]')?.getAttribute('data-kept') ?? undefined
  return { status, newest: Math.max(0, ...ids), underway, trouble }
}

/** Presses the button of that action, if it is there. */
export function press(action: string): boolean {
  const button = document.querySelector<HTMLElement>(`main [data-action="${action}"]`)
  button?.click()
  return button !== null
}

/** Lets every profile keep so much history. Holds from the next load on. */
export function keep(how: { count: number; days: number }): void {
  const key = 'signalbox:profiles'
  const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as { profiles?: Record<string, unknown>[] }
  const profiles = (saved.profiles ?? []).map((profile) => ({ ...profile, keep: how }))
  localStorage.setItem(key, JSON.stringify({ ...saved, profiles }))
}

/** How somebody scrolls: to the end, or by a part of what is in sight. */
export type Move = 'end' | 'up' | 'down'

/** The rows that are drawn, from above to below, after a move. `top`: nothing is above what is in sight. */
export async function rowsAfter(move: Move): Promise<{ rows: Row[]; top: boolean }> {
  const log = document.querySelector<HTMLElement>('main [role="log"]')
  if (!log) return { rows: [], top: false }
  // Somebody reads: the view is not to follow what comes.
  log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }))
  if (move === 'up') log.scrollTop -= log.clientHeight * 0.7
  if (move === 'down') log.scrollTop += log.clientHeight * 0.4
  // A list that is still moving its rows shows them where they will not stay: twice the same, and then they stand.
  let shown = ''
  for (let frames = 0, still = 0; frames < 60 && still < 2; frames++) {
    // The end moves down where rows turn out to be larger than thought.
    if (move === 'end') log.scrollTop = log.scrollHeight
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const rows = [...log.querySelectorAll<HTMLElement>('[data-row]')]
    const now = rows.map((row) => `${row.dataset['id']} ${row.getBoundingClientRect().top}`).join()
    still = now === shown ? still + 1 : 0
    shown = now
  }
  const number = (text: string | null) => (text === null || text === '' ? undefined : Number(text))
  const rows = [...log.querySelectorAll<HTMLElement>('[data-row]')]
    .map((row) => ({ row, y: row.getBoundingClientRect().top }))
    .sort((a, b) => a.y - b.y)
    .map(({ row }) => {
      const state = row.dataset['state']
      const label = /(?:up|down) \d{5}/.exec(row.textContent ?? '')?.[0]
      const from = number(row.getAttribute('data-from'))
      const to = number(row.getAttribute('data-to'))
      return {
        kind: row.dataset['row'] ?? '',
        id: row.dataset['id'] ?? '',
        ...(state !== undefined && { state }),
        ...(label !== undefined && { label }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      }
    })
  return { rows, top: log.scrollTop <= 0 }
}
