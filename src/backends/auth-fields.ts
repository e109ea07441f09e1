/** Holds where one of these wires was chosen. */
export const isWire =
  (...wires: string[]) =>
  (options: Record<string, unknown>): boolean =>
    wires.includes(String(options['wire']))

const overHttp = isWire('events', 'poll')
const overSocket = isWire('socket')
const by =
  (...methods: string[]) =>
  (options: Record<string, unknown>): boolean =>
    methods.includes(methodOf(options))
/** Has a text that is sent a place for it? */
const asksFor = (name: string) => (options: Record<string, unknown>) =>
  textsWithPlaces(options).some((text) => new RegExp(`{{${name}(?::[\\w-]+)?}}`).test(String(text ?? '')))

/** What is sent with secrets in their places: only what is, on the wire that was chosen. */
function textsWithPlaces(options: Record<string, unknown>): unknown[] {
  return [
    ...(by('message')(options) ? [options['login']] : []),
    ...(isWire('socket', 'events')(options) ? [options['first']] : []),
    ...(overSocket(options) ? [options['protocols']] : []),
    ...(overHttp(options) && options['request'] === 'POST' ? [options['body']] : []),
  ]
}

/** How the server is told who asks, on the wire that was chosen. */
export function methodOf(options: Record<string, unknown>): string {
  return String(options[overSocket(options) ? 'socketAuth' : 'auth'] ?? 'none')
}

/** Can it not be asked by a bare GET? */
export function sendsHeaders(options: Record<string, unknown>): boolean {
  return overHttp(options) && (by('bearer', 'basic', 'header')(options) || options['request'] === 'POST')
}

/** What is sent to log in over a WebSocket, until the person says. */
export const LOGIN_FRAME = '{"type":"auth","token":"{{token}}"}'
/** The subprotocols that carry a token, until the person says. */
export const TOKEN_PROTOCOLS = 'bearer, {{token}}'

/** How a server is told who asks: all that a browser can do, which differs by the wire. Defaults that are functions are
 *  not written down in a profile. */
export const authFields = {
  auth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    help: { code: 'auth.method.help' },
    default: () => 'none',
    when: overHttp,
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'bearer', label: { code: 'auth.method.bearer' } },
      { value: 'basic', label: { code: 'auth.method.basic' } },
      { value: 'header', label: { code: 'auth.method.header' } },
      { value: 'query', label: { code: 'auth.method.query' } },
      { value: 'cookies', label: { code: 'auth.method.cookies' } },
    ],
  },
  socketAuth: {
    kind: 'choice',
    label: { code: 'auth.method' },
    help: { code: 'auth.socket.help' },
    default: () => 'none',
    when: overSocket,
    choices: [
      { value: 'none', label: { code: 'auth.method.none' } },
      { value: 'query', label: { code: 'auth.method.query' } },
      { value: 'protocol', label: { code: 'auth.socket.protocol' } },
      { value: 'message', label: { code: 'auth.socket.message' } },
    ],
  },
  param: {
    kind: 'text',
    label: { code: 'auth.param' },
    help: { code: 'auth.param.help' },
    default: 'token',
    when: by('query'),
  },
  login: {
    kind: 'text',
    label: { code: 'auth.frame' },
    help: { code: 'auth.frame.help' },
    default: LOGIN_FRAME,
    when: by('message'),
  },
  user: {
    kind: 'secret',
    label: { code: 'auth.user' },
    default: '',
    required: true,
    look: 'shown',
    when: (options: Record<string, unknown>) => by('basic')(options) || asksFor('user')(options),
  },
  password: {
    kind: 'secret',
    label: { code: 'auth.password' },
    default: '',
    when: (options: Record<string, unknown>) => by('basic')(options) || asksFor('password')(options),
  },
  token: {
    kind: 'secret',
    label: { code: 'auth.token' },
    default: '',
    required: true,
    when: (options: Record<string, unknown>) =>
      by('bearer', 'query', 'protocol')(options) || asksFor('token')(options),
  },
  headers: {
    kind: 'secret',
    label: { code: 'auth.headers' },
    help: { code: 'auth.headers.help' },
    default: '',
    required: true,
    look: 'headers',
    when: by('header'),
  },
  protocols: {
    kind: 'text',
    label: { code: 'auth.protocols' },
    help: { code: 'auth.protocols.help' },
    default: '',
    more: true,
    example: TOKEN_PROTOCOLS,
    when: overSocket,
  },
  request: {
    kind: 'choice',
    label: { code: 'auth.request' },
    help: { code: 'auth.request.help' },
    default: () => 'GET',
    more: true,
    when: overHttp,
    choices: [
      { value: 'GET', label: { code: 'auth.request.get' } },
      { value: 'POST', label: { code: 'auth.request.post' } },
    ],
  },
  body: {
    kind: 'text',
    label: { code: 'auth.body' },
    help: { code: 'auth.body.help' },
    default: '',
    more: true,
    when: (options: Record<string, unknown>) => overHttp(options) && options['request'] === 'POST',
  },
} as const
