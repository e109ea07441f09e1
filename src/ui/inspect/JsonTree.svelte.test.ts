import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { speak } from '../../i18n/i18n.svelte.ts'
import { parseLiterally } from '../../model/literal.ts'
import { Opened } from '../opened.svelte.ts'
import JsonTree from './JsonTree.svelte'

let tree: Record<string, unknown> | undefined

beforeEach(async () => {
  await speak('en')
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(async () => {
  if (tree) await unmount(tree)
  tree = undefined
})

function show(json: string, opened = new Opened()) {
  tree = mount(JsonTree, { target: document.body, props: { value: parseLiterally(json), opened } })
  flushSync()
  const root = document.querySelector('[role="tree"]') as HTMLElement
  return {
    press(...keys: string[]) {
      for (const key of keys) {
        root.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        flushSync()
      }
      return (root.querySelector('[aria-selected="true"]') as HTMLElement).dataset['path']
    },
    paths: () => [...root.querySelectorAll<HTMLElement>('[data-path]')].map((node) => node.dataset['path']),
    text: () => root.textContent ?? '',
  }
}

it('is walked, folded and unfolded with the arrows', () => {
  const { press, paths } = show('{"a":{"b":1},"c":[]}')
  expect(paths()).toEqual(['$', '$.a', '$.a.b', '$.c'])
  expect(press('ArrowDown', 'ArrowDown')).toBe('$.a.b')
  expect(press('ArrowLeft')).toBe('$.a')
  expect(press('ArrowLeft')).toBe('$.a')
  expect(paths()).toEqual(['$', '$.a', '$.c'])
  expect(press('ArrowRight', 'ArrowRight')).toBe('$.a.b')
  expect(press('End')).toBe('$.c')
  expect(press('Home')).toBe('$')
  press('Enter')
  expect(paths()).toEqual(['$'])
})

it('shows numbers as they came', () => {
  expect(show('[12345678901234567890,1.10,-0]').text()).toMatch(/12345678901234567890.*1\.10.*-0/)
})

it('keeps for the next value what was folded, and shows more of a long list when asked', async () => {
  const opened = new Opened()
  const first = show('{"a":{"b":1}}', opened)
  first.press('ArrowDown', 'ArrowLeft')
  if (tree) await unmount(tree)
  expect(show('{"a":{"b":2},"d":0}', opened).paths()).toEqual(['$', '$.a', '$.d'])
  if (tree) await unmount(tree)
  const long = show(JSON.stringify(Array.from({ length: 500 }, (_, n) => n)))
  expect(long.paths()).toHaveLength(202)
  long.press('End', 'Enter')
  expect(long.paths()).toHaveLength(501)
})
