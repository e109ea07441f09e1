import { readFile } from 'node:fs/promises'
import { pause } from '../until.ts'

const LOOK_MS = 100

/** The resident memory of a process (bytes); undefined where the system does not tell: only Linux does, and only while it
 *  runs. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export async function rssOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

/** Looks again and again, until it is asked for the most that it saw (bytes). */
export function watchRss(pid: number): () => Promise<number | undefined> {
  let most: number | undefined
  let over = false
  const watching = (async () => {
    while (!over) {
      const now = await rssOf(pid)
      if (now !== undefined) most = Math.max(most ?? 0, now)
      await pause(LOOK_MS)
    }
  })()
  return async () => {
    over = true
    await watching
    return most
  }
}
