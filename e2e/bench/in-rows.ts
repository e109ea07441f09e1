/** What is done in a long list as a reader does it: each function goes to the page as text, and stands for itself. */

/** What a frame took: `gap` since the one before, `work` from its beginning until it was painted (ms). */
export type Frame = { gap: number; work: number }

/** Scrolls up so many frames, by steps of a wheel that is turned fast, with pauses to look. */
export async function scrollUp(frames: number): Promise<Frame[]> {
  const log = document.querySelector('main [role="log"]') as HTMLElement
  const told: Frame[] = []
  const { port1, port2 } = new MessageChannel()
  let before = 0
  for (let frame = 0; frame <= frames; frame++) {
    const at = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const began = performance.now()
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }))
    // Slow, fast, faster: from a line to a whole view.
    log.scrollTop -= [40, 120, 300, 640][Math.floor(frame / 15) % 4] as number
    await new Promise((resolve) => {
      port1.onmessage = resolve
      port2.postMessage(undefined)
    })
    if (before > 0) told.push({ gap: at - before, work: performance.now() - began })
    before = at
  }
  return told
}

/** Jumps to these places (0: the first row, 1: the last) one after the other. Resolves with the ms from each until rows
 *  fill the view; -1 where they never did. */
export async function jump(places: readonly number[]): Promise<number[]> {
  const PATIENCE_FRAMES = 60
  const log = document.querySelector('main [role="log"]') as HTMLElement
  const { port1, port2 } = new MessageChannel()
  const painted = async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => {
      port1.onmessage = resolve
      port2.postMessage(undefined)
    })
  }
  const isFilled = () => {
    const view = log.getBoundingClientRect()
    const rows = [...log.querySelectorAll('[data-row]')]
      .map((row) => row.getBoundingClientRect())
      .filter(({ top, bottom }) => bottom > view.top && top < view.bottom)
      .sort((a, b) => a.top - b.top)
    // Rows have some space between them, and the last one below it.
    const SPACE = 24
    let filled = view.top
    for (const { top, bottom } of rows) if (top <= filled + SPACE) filled = Math.max(filled, bottom)
    return filled >= view.bottom - SPACE
  }
  const told: number[] = []
  for (const place of places) {
    await painted()
    const began = performance.now()
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }))
    log.scrollTop = place * (log.scrollHeight - log.clientHeight)
    let frames = 0
    do await painted()
    while (!isFilled() && ++frames < PATIENCE_FRAMES)
    told.push(frames < PATIENCE_FRAMES ? performance.now() - began : -1)
  }
  return told
}

/** Scrolls from the end to the beginning and resolves with how many different messages there were. */
export async function countRows(): Promise<number> {
  const STILL_FRAMES = 30
  const log = document.querySelector('main [role="log"]') as HTMLElement
  const ids = new Set<string>()
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  let still = 0
  while (still < STILL_FRAMES) {
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }))
    await frame()
    await frame()
    const before = ids.size
    for (const row of log.querySelectorAll<HTMLElement>('[data-row="message"]'))
      ids.add(row.dataset['id'] ?? '')
    still = ids.size > before || log.scrollTop > 0 ? 0 : still + 1
    log.scrollTop -= log.clientHeight * 0.7
  }
  return ids.size
}
