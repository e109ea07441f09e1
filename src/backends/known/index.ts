import { actionCable } from './actioncable.ts'
import { centrifugo } from './centrifugo.ts'
import { feed } from './feed.ts'
import { gotify } from './gotify.ts'
import { homeAssistant } from './home-assistant.ts'
import { jetstream } from './jetstream.ts'
import type { Known } from './known.ts'
import { mastodon } from './mastodon.ts'
import { matrix } from './matrix.ts'
import { mercure } from './mercure.ts'
import { mqtt } from './mqtt.ts'
import { nats } from './nats.ts'
import { nchan } from './nchan.ts'
import { ntfy } from './ntfy.ts'
import { phoenix } from './phoenix.ts'
import { pocketbase } from './pocketbase.ts'
import { prometheus } from './prometheus.ts'
import { signalr } from './signalr.ts'
import { socketIo } from './socket-io.ts'
import { graphql, irc, stomp, wamp, xmpp } from './subprotocols.ts'

/** Every server that is known by how it answers. To add one: a file, and a line here. */
export const known: readonly Known[] = [
  ntfy,
  nchan,
  socketIo,
  mqtt,
  mercure,
  gotify,
  matrix,
  homeAssistant,
  nats,
  jetstream,
  actionCable,
  graphql,
  stomp,
  xmpp,
  irc,
  wamp,
  phoenix,
  centrifugo,
  pocketbase,
  mastodon,
  signalr,
  prometheus,
  feed,
]
