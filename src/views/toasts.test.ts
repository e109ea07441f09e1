import { afterEach, expect, it, vi } from 'vitest'
import { forgetUndo, offerUndo, undoable } from './toasts.svelte.ts'

afterEach(forgetUndo)

it('is done for good once the offer is over', () => {
  const done = vi.fn()
  offerUndo('Deleted', () => undefined, done)
  expect(done).not.toHaveBeenCalled()
  forgetUndo()
  expect(done).toHaveBeenCalledOnce()
  forgetUndo()
  expect(done).toHaveBeenCalledOnce()
})

it('is not done where it was undone', () => {
  const [undo, done] = [vi.fn(), vi.fn()]
  offerUndo('Deleted', undo, done)
  undoable()?.undo()
  forgetUndo()
  expect(undo).toHaveBeenCalledOnce()
  expect(done).not.toHaveBeenCalled()
})

it('is done for good when another offer takes its place, or the page is left', () => {
  const [first, second] = [vi.fn(), vi.fn()]
  offerUndo('one', () => undefined, first)
  offerUndo('two', () => undefined, second)
  expect(first).toHaveBeenCalledOnce()
  expect(second).not.toHaveBeenCalled()
  dispatchEvent(new Event('pagehide'))
  expect(second).toHaveBeenCalledOnce()
})
