import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak } from '../i18n/i18n.svelte.ts'
import Composer from './Composer.svelte'
import { Recall } from './recall.ts'

let composer: Record<string, unknown> | undefined

beforeEach(() => speak('en'))
afterEach(async () => {
  if (composer) await unmount(composer)
  composer = undefined
})

function show(props: { onsend: (text: string) => boolean; onwrite?: () => void; note?: string }) {
  const given = $state({ text: '', recall: new Recall(() => []), ...props })
  composer = mount(Composer, { target: document.body, props: given })
  flushSync()
  const field = document.querySelector('textarea') as HTMLTextAreaElement
  return {
    field,
    write(text: string) {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      flushSync()
    },
    enter() {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      flushSync()
    },
  }
}

it('is empty again once what was written was taken', () => {
  const onsend = vi.fn(() => true)
  const { field, write, enter } = show({ onsend })
  write('hello')
  enter()
  expect(onsend).toHaveBeenCalledExactlyOnceWith('hello')
  expect(field.value).toBe('')
})

it('keeps what was not taken', () => {
  const { field, write, enter } = show({ onsend: () => false })
  write('hello')
  enter()
  expect(field.value).toBe('hello')
})

it('tells that somebody is writing, and not that a field was emptied', () => {
  const onwrite = vi.fn()
  const { write } = show({ onsend: () => true, onwrite })
  write('h')
  expect(onwrite).toHaveBeenCalledOnce()
  write('')
  expect(onwrite).toHaveBeenCalledOnce()
})
