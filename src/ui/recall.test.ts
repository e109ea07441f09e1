import { describe, expect, it } from 'vitest'
import { Recall } from './recall.ts'

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
