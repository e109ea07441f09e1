import { flushSync, mount, unmount } from 'svelte'
import { expect, it, vi } from 'vitest'
import { speak, speakAll } from '../../i18n/i18n.svelte.ts'
import Picture from './Picture.svelte'

it('a button that loads a picture keeps the keyboard, and loads it once', async () => {
  await speak('en')
  await speakAll()
  const load = vi.fn(() => new Promise<Blob>(() => {}))
  const row = mount(Picture, { target: document.body, props: { load, alt: '' } })
  flushSync()
  const button = document.querySelector<HTMLButtonElement>('[data-action="show-picture"]')
  button?.focus()
  for (let press = 0; press < 2; press++) {
    button?.click()
    flushSync()
  }
  expect(button?.getAttribute('aria-disabled')).toBe('true')
  expect(button?.disabled).toBe(false)
  expect(document.activeElement).toBe(button)
  expect(load).toHaveBeenCalledTimes(1)
  await unmount(row)
})
