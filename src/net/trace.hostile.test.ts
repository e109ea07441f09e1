import { describe, expect, it } from 'vitest'
import { HEAD_CHARS } from '../model/text.ts'
import { Recorder } from './trace.ts'

describe('what an inspector is given', () => {
  it('has of a frame that is larger than all that is kept its beginning, and those before it', () => {
    const { trace, frames } = recorder()
    trace({ at: 1, kind: 'in', frame: 'before' })
    trace({ at: 2, kind: 'in', frame: 'x'.repeat(64 * 1024 * 1024) })
    expect(frames().map(({ frame }) => frame)).toEqual(['before', 'x'.repeat(HEAD_CHARS)])
  })

  it('is no more than 4 MB of frames', () => {
    const { trace, frames } = recorder()
    for (let n = 0; n < 10; n++) trace({ at: n, kind: 'in', frame: 'x'.repeat(1024 * 1024) })
    expect(frames()).toHaveLength(4)
  })
})

function recorder() {
  const recorder = new Recorder()
  const frames = () => recorder.frames.filter((each) => 'frame' in each)
  return { trace: recorder.trace, frames }
}
