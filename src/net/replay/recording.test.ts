import { describe, expect, it } from 'vitest'
import type { Traced } from '../../model/traced.ts'
import { Recording } from './recording.ts'

const HEADER = '{"signalbox":"session","version":1,"name":"Room","view":"polling","backend":"plain","at":5}'
const file = (...parts: BlobPart[]) => new Blob(parts)
const line = (at: number, text: string) => JSON.stringify({ at, kind: 'in', text })

async function read(blob: Blob) {
  const recording = await Recording.open(blob, 'room', 7)
  const reading = recording.read()
  const all: Traced[] = []
  for await (const lines of reading)
    for (const each of lines) {
      const traced = reading.parse(each)
      if (traced) all.push(traced)
    }
  const texts = all.map((traced) => ('frame' in traced ? traced.frame : traced.kind))
  return { recording, reading, all, texts }
}

describe('a file that is opened', () => {
  it('is a session with its header, whatever ends its lines, with a mark of its order before them', async () => {
    const { recording, reading, all, texts } = await read(
      file('\ufeff', [HEADER, line(10, 'one'), '', line(20, '둘'), ''].join('\r\n')),
    )
    expect(recording.header).toMatchObject({ of: 'session', name: 'Room', view: 'polling', backend: 'plain' })
    expect([recording.from, recording.to]).toEqual([10, 20])
    expect(texts).toEqual(['one', '둘'])
    expect(all.map(({ at }) => at)).toEqual([10, 20])
    expect(reading.skipped).toBe(0)
    expect(reading.bytes).toBeCloseTo(recording.size, -1)
  })

  it('is read past what it does not know, and past a last line that was cut', async () => {
    const { texts, reading } = await read(
      file(
        [HEADER, '{"at":1,"kind":"weather"}', line(2, 'ok'), 'plain words', '{"at":3,"kind":"in","te'].join(
          '\n',
        ),
      ),
    )
    expect(texts).toEqual(['ok'])
    expect(reading.skipped).toBe(3)
  })

  it('is what a server of JSON sent, where it is no file of ours', async () => {
    const { recording, texts, all } = await read(file('{"a":1}\nwords\n\n{"signalbox":"session"}'))
    expect(recording.header).toMatchObject({
      name: 'room',
      view: 'chat',
      backend: 'json',
      options: { wire: 'socket', loose: true },
    })
    expect(texts).toEqual(['{"a":1}', 'words', '{"signalbox":"session"}'])
    expect(all.every(({ at }) => at === 7)).toBe(true)
  })

  it('has lines of 8 MB, in characters that are cut between two chunks', async () => {
    const long = '한'.repeat(2_800_000)
    const { texts } = await read(file(HEADER, '\n', line(1, long), '\n', line(2, 'after')))
    expect(texts[0]).toBe(long)
    expect(texts[1]).toBe('after')
  })

  it('says why it is none', async () => {
    await expect(Recording.open(file(' \n'), 'x', 0)).rejects.toMatchObject({ kind: 'empty' })
    await expect(Recording.open(file(), 'x', 0)).rejects.toMatchObject({ kind: 'empty' })
    await expect(Recording.open(file(new Uint8Array([137, 80, 0, 71])), 'x', 0)).rejects.toMatchObject({
      kind: 'binary',
    })
    const gone = file('x')
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }) as unknown as Blob
    await expect(Recording.open(gone, 'x', 0)).rejects.toMatchObject({ kind: 'unreadable' })
  })
})
