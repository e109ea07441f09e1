import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak, speakAll } from '../../i18n/i18n.svelte.ts'
import Bytes from './Bytes.svelte'

let part: Record<string, unknown> | undefined
const writeText = vi.fn((_: string) => Promise.resolve())

beforeEach(async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  // There is no layout here.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
    },
  )
  await speak('en')
  await speakAll()
})
afterEach(async () => {
  if (part) await unmount(part)
  part = undefined
  writeText.mockClear()
  vi.unstubAllGlobals()
})

function show(count: number): HTMLElement {
  const props = { bytes: new ArrayBuffer(count), at: 0, shown: undefined, onshow: () => undefined }
  part = mount(Bytes, { target: document.body, props })
  flushSync()
  return document.querySelector('[data-action="copy-bytes"]') as HTMLElement
}
const digits = () => writeText.mock.calls[0]?.[0].replace(/[^0-9a-f]/g, '').length

it('copies all of a few bytes', () => {
  const button = show(64_000)
  expect(button.textContent.trim()).toBe('Copy as hex')
  button.click()
  expect(digits()).toBe(128_000)
})

it('says that it copies how many begin, and not all', () => {
  const button = show(64_001)
  expect(button.textContent.trim()).toBe('Copy the first 64.0 kB as hex')
  button.click()
  expect(digits()).toBe(128_000)
})
