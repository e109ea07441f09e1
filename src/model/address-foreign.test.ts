import { expect, it } from 'vitest'
import { foreignOf } from './foreign.ts'
import { isBlockedPort, portOf, tcpNameOf } from './ports.ts'

it.each([
  ['mqtt://broker:1883', 'mqtt', 'mqtt'],
  ['MQTTS://broker', 'mqtts', 'mqtt'],
  ['redis://:secret@db:6379/0', 'redis', 'database'],
  ['mongodb+srv://me@cluster.example.net', 'mongodb+srv', 'database'],
  ['unix:///var/run/x.sock', 'unix', 'file'],
  ['unix:/var/run/x.sock', 'unix', 'file'],
  ['xmpp:juliet@example.com', 'xmpp', 'xmpp'],
  ['mailto:mina@example.com', 'mailto', 'person'],
  ['tcp://10.0.0.1:9000', 'tcp', 'other'],
  ['gopher://x', 'gopher', 'other'],
])('%s is of nothing that a browser opens', (typed, scheme, kind) => {
  expect(foreignOf(typed)).toEqual({ scheme, kind })
})

it.each([
  'localhost:8080',
  'ws://x',
  'HTTPS://x',
  'redis:6379',
  'xmpp:5280/ws',
  'broker.example.com:9001/mqtt',
  '',
  '/ws',
])('an address of a browser’s own, or without a scheme, is not: %s', (typed) => {
  expect(foreignOf(typed)).toBeUndefined()
})

it('some ports are closed to pages, and some are known to speak something else', () => {
  expect([22, 25, 6000, 6667, 10080].every(isBlockedPort)).toBe(true)
  expect([80, 443, 1883, 3000, 6379, 8080].some(isBlockedPort)).toBe(false)
  expect([1883, 6379, 8080].map(tcpNameOf)).toEqual(['MQTT', 'Redis', undefined])
  expect(['wss://x', 'http://x', 'ws://x:81'].map((each) => portOf(new URL(each)))).toEqual([443, 80, 81])
})
