import { expect, it } from 'vitest'
import { pageTitle } from './title.ts'

it('the title says what is unread and what is open', () => {
  expect(pageTitle('Signalbox', 0)).toBe('Signalbox')
  expect(pageTitle('Signalbox', 3)).toBe('(3) Signalbox')
  expect(pageTitle('Signalbox', 3, 'general')).toBe('(3) general – Signalbox')
  expect(pageTitle('Signalbox', 0, 'general')).toBe('general – Signalbox')
})
