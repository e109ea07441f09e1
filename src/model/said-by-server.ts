import type { Reason } from './reason.ts'

/** Codes of a protocol's own: 'mqtt.not-authorized'. */
const OWN = /^[a-z][a-z\d-]*\.[a-z\d.-]+$/
/** Of these, what this page noticed by itself and no server said. */
const NOTICED =
  /\.(?:silent|no-ping|no-join|no-ack|no-websocket|no-cors|shut-out|stands-still|no-place|not-ntfy|not-socketio|unanswered)$/

/** Is that what the server itself said, in the words of its protocol? */
export function isSaidByServer(code: Reason['code']): boolean {
  return OWN.test(code) && !NOTICED.test(code)
}
