import { placeIn } from './place-in-text.ts'
import type { JsonFaultCode, Reason } from './reason.ts'

type Fault = { code: JsonFaultCode; at: number }
/** What may come next. `first…`: or the end of what was just opened. */
type Expects = 'value' | 'firstValue' | 'name' | 'firstName' | 'colon' | 'more'

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /(?:true|false|null)(?!\w)/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/** Where a text stops being JSON (https://datatracker.ietf.org/doc/html/rfc8259), and what is wrong there: `line` and
 *  `column` from 1, `found` the character. Undefined where it is JSON. The same in every browser, whose own messages
 *  differ; and however deep it is nested. */
export function jsonFault(text: string): Reason | undefined {
  const fault = new Scan(text).run()
  if (!fault) return undefined
  const found = String.fromCodePoint(text.codePointAt(fault.at) ?? 0x20).trim()
  return { code: fault.code, params: { ...placeIn(text, fault.at), found } }
}

class Scan {
  readonly #text: string
  readonly #open: ('{' | '[')[] = []
  #at = 0
  #expects: Expects = 'value'

  constructor(text: string) {
    this.#text = text
  }

  run(): Fault | undefined {
    for (;;) {
      while (isBlank(this.#text.charCodeAt(this.#at))) this.#at++
      if (this.#at >= this.#text.length) {
        const isWhole = this.#expects === 'more' && this.#open.length === 0
        return isWhole ? undefined : this.#fault('json.end')
      }
      const fault = this.#step(this.#text.charAt(this.#at))
      if (fault) return fault
    }
  }

  #step(char: string): Fault | undefined {
    switch (this.#expects) {
      case 'more':
        return this.#more(char)
      case 'colon':
        if (char !== ':') return this.#fault('json.colon')
        return this.#goOn('value')
      case 'name':
      case 'firstName':
        return this.#name(char)
      case 'value':
      case 'firstValue':
        return this.#value(char)
    }
  }

  #more(char: string): Fault | undefined {
    const inside = this.#open.at(-1)
    if (!inside) return this.#fault('json.rest')
    if (char === ',') return this.#goOn(inside === '{' ? 'name' : 'value')
    if (char === (inside === '{' ? '}' : ']')) return this.#close()
    return this.#fault(inside === '{' ? 'json.comma-record' : 'json.comma-list')
  }

  #name(char: string): Fault | undefined {
    if (char === '"') return this.#string('colon')
    if (char === '}') return this.#expects === 'name' ? this.#fault('json.comma-last') : this.#close()
    return this.#fault('json.name')
  }

  #value(char: string): Fault | undefined {
    if (char === '"') return this.#string('more')
    if (char === '{' || char === '[') {
      this.#open.push(char)
      return this.#goOn(char === '{' ? 'firstName' : 'firstValue')
    }
    if (char === ']' && this.#expects === 'firstValue') return this.#close()
    if (char === ']' && this.#open.at(-1) === '[') return this.#fault('json.comma-last')
    if (char === "'") return this.#fault('json.quotes')
    if (char === '-' || isDigit(char)) return this.#number()
    const word = this.#match(WORD)
    return word === undefined ? this.#fault('json.value') : this.#goOn('more', word.length)
  }

  #number(): Fault | undefined {
    const number = this.#match(NUMBER)
    if (number === undefined || /[\d.eE+-]/.test(this.#text.charAt(this.#at + number.length)))
      return this.#fault('json.number')
    return this.#goOn('more', number.length)
  }

  #string(next: Expects): Fault | undefined {
    const from = this.#at++
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (Number.isNaN(code)) return { code: 'json.unclosed', at: from }
      if (code === 0x22) return this.#goOn(next)
      if (code < 0x20) return this.#fault('json.control')
      if (code !== 0x5c) {
        this.#at++
        continue
      }
      const escape = this.#match(ESCAPE)
      if (escape === undefined) return this.#fault('json.escape')
      this.#at += escape.length
    }
  }

  #close(): undefined {
    this.#open.pop()
    this.#goOn('more')
  }

  #goOn(expects: Expects, length = 1): undefined {
    this.#at += length
    this.#expects = expects
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)?.[0]
  }

  #fault(code: JsonFaultCode): Fault {
    return { code, at: this.#at }
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}
