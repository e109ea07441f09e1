import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak, speakAll } from '../../i18n/i18n.svelte.ts'
import Offers from './Offers.svelte'

let row: Record<string, unknown> | undefined

beforeEach(async () => {
  speak('en')
  await speakAll()
})
afterEach(async () => {
  vi.unstubAllGlobals()
  if (row) await unmount(row)
  row = undefined
})

function show(writeText: (text: string) => Promise<void>): HTMLButtonElement {
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const offers = [{ kind: 'copy', label: 'Copy the code', value: '<b>12345</b>' } as const]
  row = mount(Offers, { target: document.body, props: { offers } })
  flushSync()
  return document.querySelector<HTMLButtonElement>('[data-action="offer"]') as HTMLButtonElement
}

it('a text that is offered is copied as it came, at a click and not before', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  const button = show(writeText)
  expect(button.textContent).toBe('Copy the code')
  expect(button.title).toContain('<b>12345</b>')
  expect(writeText).not.toHaveBeenCalled()
  button.click()
  await vi.waitFor(() => expect(button.textContent).toBe('Copied'))
  expect(writeText).toHaveBeenCalledWith('<b>12345</b>')
})

it('a text that cannot be copied is shown, so that it can be by hand', async () => {
  const button = show(() => Promise.reject(new Error('not allowed')))
  button.click()
  await vi.waitFor(() => expect(button.textContent).toBe('Could not copy'))
  expect(document.querySelector('[data-offers] code')?.textContent).toBe('<b>12345</b>')
})
