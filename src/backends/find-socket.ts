import type { Reason } from '../model/reason.ts'
import { closeName } from '../model/close-name.ts'
import type { Finding } from './find.ts'
import { backendFor, planOf } from './find-plan.ts'
import type { Greeting } from './json-words.ts'
import { greetingOf } from './json-words.ts'
import type { Look, SocketSeen } from './look.ts'

type Closed = NonNullable<SocketSeen['closed']>

/** Closed with one of these at once, a server wants a login: two are registered
 *  (https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number), the others are what servers use. */
const WANTS_LOGIN: readonly number[] = [3000, 3003, 4001, 4003, 4401, 4403]
const SAYS_LOGIN = /auth|token|log ?in|credential|forbidden|permission/i

/** The open WebSocket that a look saw, if it is one. One that waits for somebody to speak does not say in what: there is
 *  a choice then. */
export function readSocket(look: Look): Finding[] {
  const finding = readOne(look)
  if (!finding) return []
  if (finding.kind !== 'websocket' || look.socket?.closed) return [finding]
  return [finding, { ...finding, sure: 'perhaps', backend: 'json', options: { wire: 'socket', loose: true } }]
}

function readOne(look: Look): Finding | undefined {
  const { socket, texts } = look
  if (!socket) return undefined
  const { closed, frames, protocol } = socket
  const facts: Reason[] = []
  if (protocol) facts.push({ code: 'found.protocol', params: { protocol } })
  if (closed) {
    const { code, reason } = closed
    const why = wantsLogin(closed) ? 'found.wants-login' : 'found.closed'
    const detail = reason && { detail: reason }
    facts.push({ code: why, params: { code, name: closeName(code) }, ...detail })
  }
  const greeting = greetingIn(texts[0])
  if (greeting)
    return planOf(look, {
      kind: 'signalbox',
      what: { code: 'found.signalbox' },
      facts: [...facts, ...abilities(greeting)],
      sure: 'sure',
      wire: 'socket',
      backend: 'json',
      ...((greeting.presence || greeting.typing) && { view: 'chat' }),
    })
  if (texts.length > 0) {
    const isJson = backendFor(look) === 'json'
    const what: Reason = { code: isJson ? 'found.websocket-json' : 'found.websocket-text' }
    if (frames.some((frame) => typeof frame !== 'string')) facts.push({ code: 'found.text-in-bytes' })
    return planOf(look, {
      kind: isJson ? 'websocket-json' : 'websocket-text',
      what,
      facts,
      sure: closed ? 'likely' : 'sure',
      wire: 'socket',
    })
  }
  if (frames.length > 0)
    return planOf(look, {
      kind: 'websocket-binary',
      what: { code: 'found.websocket-binary' },
      facts,
      sure: 'likely',
      wire: 'socket',
    })
  return planOf(look, {
    kind: 'websocket',
    what: { code: closed ? 'found.websocket-closed' : 'found.websocket-silent' },
    facts,
    sure: closed && !wantsLogin(closed) ? 'perhaps' : 'likely',
    wire: 'socket',
  })
}

function wantsLogin({ code, reason }: Closed): boolean {
  return WANTS_LOGIN.includes(code) || SAYS_LOGIN.test(reason)
}

function abilities(greeting: Greeting): Reason[] {
  const facts: Reason[] = []
  if (greeting.resumes) facts.push({ code: 'found.resumes' })
  if (greeting.history) facts.push({ code: 'found.history' })
  if (greeting.presence) facts.push({ code: 'found.presence' })
  if (greeting.acks) facts.push({ code: 'found.acks' })
  return facts
}

function greetingIn(text: string | undefined): Greeting | undefined {
  try {
    return text === undefined ? undefined : greetingOf(JSON.parse(text))
  } catch {
    // What is no JSON is no greeting.
    return undefined
  }
}
