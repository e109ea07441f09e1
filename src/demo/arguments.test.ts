import { describe, expect, it } from 'vitest'
import { readArguments } from './arguments.ts'

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(readArguments([])).toEqual({
      port: undefined,
      host: '127.0.0.1',
      app: undefined,
      data: undefined,
      origins: ['*'],
      quiet: false,
    })
  })

  it('takes a port and options in any order', () => {
    const asked = readArguments([
      '--app',
      'dist',
      '4001',
      '--origin',
      'https://a.example/, http://b:1',
      '--quiet',
    ])
    expect(asked).toMatchObject({
      port: 4001,
      app: 'dist',
      origins: ['https://a.example', 'http://b:1'],
      quiet: true,
    })
  })

  it.each([[['--nope']], [['70000']], [['four']], [['1', '2']], [['--data']]])('refuses %j', (argv) => {
    expect(() => readArguments(argv)).toThrow(/./)
  })
})
