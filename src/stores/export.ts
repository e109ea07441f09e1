import type { Format } from '../model/export-format.ts'
import type { SessionHeader } from '../model/session.ts'
import type { Sink } from './export-sink.ts'
import { Buffered } from './export-sink.ts'
import type { Source } from './export-source.ts'
import { Slices } from './slices.ts'

/** Writes all of it, in slices that leave the page its time. `wrote` is told how many lines there are by now. Resolves
 *  with how many there were; rejects with what came of writing, or the signal's reason, and then nothing is left. */
export async function writeExport(
  { source, format, header }: { source: Source; format: Format; header: SessionHeader },
  sink: Sink,
  wrote: (lines: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const slices = new Slices()
  const out = new Buffered(sink)
  let lines = 0
  try {
    await out.write(format.head(header))
    for await (const records of source) {
      for (const record of records) {
        await out.write(format.line(record, lines++))
        if (!slices.over) continue
        wrote(lines)
        await slices.turn(signal)
      }
      signal.throwIfAborted()
    }
    await out.write(format.foot)
    await out.close()
    return lines
  } catch (error) {
    await out.abort().catch(() => undefined)
    throw error
  }
}

/** general-2026-11-20-1203.ndjson: by its name, and when it was. What no file system takes is left out. */
export function fileName(name: string, at: number, extension: string): string {
  const day = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString()
  const safe = name.replace(/[\0-\x1f\x7f<>:"/\\|?*]+/g, '-').replace(/^[\s.-]+|[\s.-]+$/g, '')
  const stem = Array.from(safe).slice(0, 80).join('') || 'signalbox'
  return `${stem}-${day.slice(0, 10)}-${day.slice(11, 16).replace(':', '')}.${extension}`
}
