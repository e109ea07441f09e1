import { asSocket, at } from './known/known.ts'

const SOCKETS = ['/ws', '/websocket']
const STREAMS = ['/events', '/sse', '/stream']

/** The addresses near this one (http or https) that a person may have meant, in waves: the next one is for when nothing
 *  was found in the one before. `isSocket`: it was typed as that of a WebSocket. What stands in its query (a token, say) is asked for there too. */
export function neighboursOf(asked: URL, isSocket = false): URL[][] {
  const path = asked.pathname.replace(/\/+$/, '')
  const [ws, websocket] = SOCKETS.map((name) => asSocket(at(asked, name, asked.search)))
  const [events, sse, stream] = STREAMS.map((name) => at(asked, name, asked.search))
  const other = at(asked, asked.pathname.endsWith('/') ? path : `${path}/`, asked.search)
  const slash = path === '' ? [] : [isSocket ? asSocket(other) : other]
  // A file ("/index.html") has no addresses below it.
  const isFolder = path !== '' && !/\.\w{2,5}$/.test(path)
  const below = isFolder
    ? [asSocket(at(asked, `${path}/ws`, asked.search)), at(asked, `${path}/events`, asked.search)]
    : []
  const root = path === '' ? [] : [asSocket(at(asked, '/', asked.search))]
  const waves = [
    [...slash, ...root, ws, events],
    [...below, websocket, sse, stream],
  ]
  return waves.map(
    (wave) => wave.filter((url) => url !== undefined && url.pathname !== asked.pathname) as URL[],
  )
}
