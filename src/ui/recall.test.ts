import { describe, expect, it } from 'vitest'
import { isRecallKey, Recall, searchLines } from './recall.ts'

describe('recalling what was said', () => {
  it('goes back from an empty line, and forward to it again', () => {
    const recall = new Recall(() => ['one', 'two'])
    expect(recall.move(-1, '')).toBe('two')
    expect(recall.move(-1, 'two')).toBe('one')
    expect(recall.move(-1, 'one')).toBeUndefined()
    expect(recall.move(1, 'one')).toBe('two')
    expect(recall.move(1, 'two')).toBe('')
    expect(recall.move(1, '')).toBeUndefined()
  })

  it('leaves alone what is being written', () => {
    const recall = new Recall(() => ['one', 'two'])
    expect(recall.move(-1, 'half a sentence')).toBeUndefined()
    expect(recall.move(-1, '')).toBe('two')
    expect(recall.move(-1, 'two, changed')).toBeUndefined()
  })

  it('begins anew with the newest once the line was sent', () => {
    const said = ['one', 'two']
    const recall = new Recall(() => said)
    recall.move(-1, '')
    recall.move(-1, 'two')
    said.push('one')
    expect(recall.move(-1, '')).toBe('one')
  })

  it('has nothing to say when nothing was said', () => {
    expect(new Recall(() => []).move(-1, '')).toBeUndefined()
  })
})

describe('searching what was said', () => {
  const texts = (query: string, lines = ['login mina', 'hello', 'LOGIN jun', 'hello']) =>
    searchLines(lines, query).map(({ text }) => text)

  it('finds what has the text in it, the newest first, each once and whatever its case', () => {
    expect(texts('login')).toEqual(['LOGIN jun', 'login mina'])
    expect(texts('')).toEqual(['hello', 'LOGIN jun', 'login mina'])
    expect(texts('nobody')).toEqual([])
    expect(texts('안녕', ['안녕히', '잘 자'])).toEqual(['안녕히'])
  })

  it('says where it stands, but not where the other case has another length', () => {
    expect(searchLines(['say Hello'], 'hello')).toEqual([{ text: 'say Hello', from: 4, to: 9 }])
    expect(searchLines(['İİ x'], 'x')).toEqual([{ text: 'İİ x', from: 0, to: 0 }])
  })

  it('goes on from what was found', () => {
    const recall = new Recall(() => ['one', 'two', 'three'])
    recall.goTo('two')
    expect(recall.move(-1, 'two')).toBe('one')
    recall.goTo('two')
    expect(recall.move(1, 'two')).toBe('three')
    recall.goTo('none of them')
    expect(recall.move(-1, '')).toBe('three')
  })

  it('is asked for by Ctrl+R alone', () => {
    const pressed = (key: string, more: KeyboardEventInit = { ctrlKey: true }) =>
      isRecallKey(new KeyboardEvent('keydown', { key, ...more }))
    expect(pressed('r')).toBe(true)
    expect(pressed('R')).toBe(true)
    expect(pressed('R', { ctrlKey: true, shiftKey: true })).toBe(false)
    expect(pressed('r', { metaKey: true })).toBe(false)
    expect(pressed('r', {})).toBe(false)
  })
})
