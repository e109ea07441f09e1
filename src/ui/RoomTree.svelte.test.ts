import { flushSync, mount, tick, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak, speakAll } from '../i18n/i18n.svelte.ts'
import RoomTree from './RoomTree.svelte'

const line = (name: string, more: Record<string, unknown> = {}) => ({
  ...{ key: name, id: name, name, level: 1, unread: 0, isOpen: undefined, isPast: false, place: 1, size: 1 },
  ...more,
})
let tree: Record<string, unknown> | undefined

beforeEach(async () => {
  await speak('en')
  await speakAll()
})
afterEach(async () => {
  if (tree) await unmount(tree)
  tree = undefined
})

function show(lines: ReturnType<typeof line>[]) {
  Element.prototype.scrollIntoView = vi.fn()
  const props = {
    ...{ lines, label: 'Rooms', current: undefined, hrefOf: () => '#', hasMenu: () => true },
    ...{ onact: vi.fn(), onfold: vi.fn(), onmenu: vi.fn() },
  }
  tree = mount(RoomTree, { target: document.body, props })
  flushSync()
  return [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')]
}
const press = async (key: string) => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )
  await tick()
  await tick()
}

it('calls each line by its name and what is new there, and not by its buttons', async () => {
  const items = show([line('hall'), line('kitchen', { unread: 1_200 }), line('', { more: 40, key: 'more' })])
  const names = () => items.map((item) => item.getAttribute('aria-label'))
  expect(names()).toEqual(['hall', 'kitchen, 999+ new', '40 more'])
  await speak('ko')
  flushSync()
  expect(names()).toEqual(['hall', 'kitchen, 999+ 개 안 읽음', '40개 더'])
})

it('goes to the line that begins with what is typed', async () => {
  const items = show([line('hall'), line('kitchen'), line('home'), line('', { more: 4, key: 'more' })])
  items[0]?.focus()
  await press('k')
  expect(document.activeElement).toBe(items[1])
})

it('leaves the signs that are keys of the page to it', async () => {
  const items = show([line('hall'), line('/')])
  const heard = vi.fn()
  document.addEventListener('keydown', heard, { once: true })
  items[0]?.focus()
  await press('/')
  expect(heard).toHaveBeenCalledOnce()
  expect(document.activeElement).toBe(items[0])
})

it('keeps a place for what folds a line only where one can be folded', () => {
  show([line('hall'), line('kitchen')])
  expect(document.querySelector('.tree')?.classList.contains('flat')).toBe(true)
})

it('does so in a tree', () => {
  show([line('home', { isOpen: true }), line('hall', { level: 2 })])
  expect(document.querySelector('.tree')?.classList.contains('flat')).toBe(false)
})
