import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { speak, speakAll } from '../../i18n/i18n.svelte.ts'
import type { Field } from '../../model/profile.ts'
import OptionsPanel from './OptionsPanel.svelte'

const text = (more: Partial<Field> = {}): Field =>
  ({ kind: 'text', label: { code: 'field.author' }, default: '', ...more }) as Field
const asked: [string, Field][] = [
  ['title', text({ label: { code: 'ntfy.title' }, once: true })],
  ['delay', text({ label: { code: 'ntfy.delay' }, once: true, more: true })],
  ['tags', text({ label: { code: 'ntfy.tags' } })],
]
let panel: Record<string, unknown> | undefined

beforeEach(async () => {
  speak('en')
  await speakAll()
})
afterEach(async () => {
  if (panel) await unmount(panel)
  panel = undefined
})

function show(values: Record<string, unknown> = {}, fault?: { name: string; words: string }) {
  const given = $state({
    asked,
    values: { title: '', delay: '', tags: '', ...values } as Record<string, unknown>,
    differs: Object.keys(values).length > 0,
    fault,
    onchoose: () => undefined,
    onreset: () => {
      given.differs = false
      flushSync()
    },
    onleave: () => undefined,
  })
  panel = mount(OptionsPanel, { target: document.body, props: given })
  flushSync()
  return given
}
const names = () =>
  [...document.querySelectorAll('[data-options] [name]')].map((each) => each.getAttribute('name'))
const press = (action: string) => {
  document.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click()
  flushSync()
}
const sentence = () => document.querySelector('[data-options] p span')?.textContent

it('shows what was folded below the rest, which stays where it is', () => {
  show()
  expect(names()).toEqual(['title', 'tags'])
  press('more-options')
  expect(names()).toEqual(['title', 'tags', 'delay'])
})

it('says what is emptied, also of what is folded and chosen', () => {
  const given = show()
  expect(sentence()).toContain(': Title.')
  press('more-options')
  expect(sentence()).toContain(': Title and Deliver later.')
  given.values = { ...given.values, delay: '30min' }
  press('more-options')
  expect(names()).toEqual(['title', 'tags'])
  expect(sentence()).toContain(': Title and Deliver later.')
})

it('unfolds what is wrong', () => {
  show({}, { name: 'delay', words: 'Deliver later: a number.' })
  expect(names()).toContain('delay')
})

it('keeps the keyboard when all is reset', () => {
  show({ tags: 'a' })
  document.querySelector<HTMLElement>('[data-action="reset-options"]')?.focus()
  press('reset-options')
  expect(document.querySelector('[data-action="reset-options"]')).toBeNull()
  expect(document.activeElement?.getAttribute('role')).toBe('group')
})
