/** Names of WebSocket close codes. https://www.iana.org/assignments/websocket/websocket.xhtml */
const NAMES: Record<number, string> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no status received',
  1006: 'abnormal closure',
  1007: 'invalid payload',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'mandatory extension',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  1015: 'TLS handshake',
  3000: 'unauthorized',
  3003: 'forbidden',
  3008: 'timeout',
  4400: 'bad request',
  4401: 'unauthorized',
  4403: 'forbidden',
  4406: 'not acceptable',
  4409: 'conflict',
  4429: 'too many requests',
}

/** The name of a close code, in English as the registry has it; '' where it has none. */
export function closeName(code: number): string {
  return NAMES[code] ?? ''
}
