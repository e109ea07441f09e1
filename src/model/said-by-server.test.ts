import { expect, it } from 'vitest'
import type { Reason } from './reason.ts'
import { isSaidByServer } from './said-by-server.ts'

it.each<[Reason['code'], boolean]>([
  ['mqtt.not-authorized', true],
  ['socketio.refused', true],
  ['mqtt.silent', false],
  ['ntfy.not-ntfy', false],
  ['socketio.shut-out', false],
  ['unauthorized', false],
])('%s was said by the server: %s', (code, isSaid) => {
  expect(isSaidByServer(code)).toBe(isSaid)
})
