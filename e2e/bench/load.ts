/** `mqtt`: publications over a WebSocket, to somebody who connected and subscribed as a client of a broker does. */
export type Wire = 'socket' | 'events' | 'mqtt'

/** `small` says which it is; `mixed` has 1 to 400 characters of many scripts, some with line breaks; `lines` is 1 to 5
 *  short ones. */
export type Body = 'small' | 'mixed' | 'lines'

/** What one flood is made of. Ids count from `first`; `together` records come in one frame, as a list where they are
 *  more than one. `named`: each event has an id of the wire's own. */
export type Load = {
  wire: Wire
  body: Body
  first: number
  count: number
  together?: number
  named?: boolean
}

/** What the flood server's process is asked, one at a time. */
export type Ask =
  /** Makes the frames ahead. */
  | { ask: 'prepare'; load: Load }
  /** Sends them to whoever listens: as fast as they are taken, or so many a second. */
  | { ask: 'send'; rate?: number }
  /** The other profiles' far side: so many messages a second each, on either wire; 0 is silence. */
  | { ask: 'talk'; rate: number }

/** `bytes`: of all frames. `from`, `to`: when the first was written and the last was taken (epoch ms). */
export type Answer = { bytes: number; from: number; to: number }

/** Paths of the flood server. A load is sent to whoever opens `flood`; at `talk` others talk; the rest are pages. */
export const PATHS = {
  flood: '/flood',
  talk: '/talk',
  socketControl: '/control-socket.html',
  eventsControl: '/control-events.html',
  mqttControl: '/control-mqtt.html',
  mqttClient: '/mqtt.js',
  eventSourceControl: '/control-event-source.html',
  tutorial: '/tutorial.html',
  blank: '/blank.html',
} as const
