import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak, speakAll } from '../i18n/i18n.svelte.ts'
import type { Profile } from '../model/profile.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { MappingForm } from './mapping-form.svelte.ts'
import MappingSample from './MappingSample.svelte'

let part: Record<string, unknown> | undefined

beforeEach(async () => {
  Element.prototype.scrollIntoView = vi.fn()
  await speak('en')
  await speakAll()
})
afterEach(async () => {
  if (part) await unmount(part)
  part = undefined
})

function show(...texts: string[]): MappingForm {
  const profile = { id: 'a', name: 'A', view: 'chat', backend: 'json', options: {} } as Profile
  const form = new MappingForm(profile, new FakeClock())
  form.take(texts.map((text, n) => ({ at: n + 1, text })))
  part = mount(MappingSample, { target: document.body, props: { form, view: 'chat' } })
  flushSync()
  return form
}
const meanings = () =>
  [...document.querySelectorAll('[data-meaning]')].map((each) => each.getAttribute('data-meaning'))
const press = (selector: string) => {
  document.querySelector<HTMLElement>(selector)?.click()
  flushSync()
}

it('offers what the value can be that stands there in the message that is shown, and not in the one before', () => {
  show('{"a":{"b":1}}', '{"a":[1]}', '{"c":"x"}')
  expect(meanings()).toEqual([])
  press('[data-action="older-sample"]')
  press('[data-path="$.a"]')
  expect(meanings()).toEqual(['each', 'tags', 'text'])
  press('[data-action="older-sample"]')
  expect(meanings()).toEqual(['text', 'author'])
  press('[data-action="newer-sample"]')
  press('[data-action="newer-sample"]')
  expect(meanings()).toEqual([])
})
