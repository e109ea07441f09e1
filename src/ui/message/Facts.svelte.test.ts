import { flushSync, mount, unmount } from 'svelte'
import { expect, it } from 'vitest'
import { speak, speakAll } from '../../i18n/i18n.svelte.ts'
import { knownFact } from '../../model/message.ts'
import Facts from './Facts.svelte'

it('what the protocol says is said in the page’s language, and what the server names keeps its name', async () => {
  await speak('ko')
  await speakAll()
  const facts = [knownFact('retained', '✓'), { name: 'retained', value: 'by a user property' }]
  const row = mount(Facts, { target: document.body, props: { facts } })
  flushSync()
  const texts = [...document.querySelectorAll('.fact')].map((fact) => fact.textContent)
  expect(texts).toEqual(['보존됨 ✓', 'retained by a user property'])
  await unmount(row)
  await speak('en')
})
