import { parseRooms } from '../../model/room.ts'
import { joinAddress, paramsOf } from '../../model/secrets.ts'
import { addressOf } from '../fields.ts'

/** Where Socket.IO is found, unless somebody says otherwise. */
export const DEFAULT_PATH = '/socket.io/'
/** More namespaces are not joined on one connection. */
const MAX_NAMESPACES = 50
/** What a path is called that ends with Socket.IO's own: behind it stands a namespace. */
const OWN_PATH = /^(.*?\/socket\.?io)(?:\/(.*))?$/

/** A namespace by the protocol's name, with a slash before it; `room` is what the person calls it. */
export type Namespace = { name: string; room: string }

/** Where a server is: `http(s)://host:port`, the path of its Engine.IO, the query of the address to the letter, and the
 *  namespaces to join, at least one. */
export type Place = { origin: string; path: string; query: string; namespaces: Namespace[] }

/** The namespace that there always is. It is not joined beside the one of an address unless it stands among others. */
export const MAIN = '/'

type Options = { server: string; path: string; namespaces: string }

/** Reads what was typed. An address is that of a namespace, as for `io(url)`: `http://host/admin`; where it has Socket.IO's
 *  own path in it (`http://host/api/socket.io/admin`), that is the path, and the rest the namespace. Throws NetError
 *  `refused` with the reason to show. */
export function placeOf(
  { server, path, namespaces }: Options,
  secrets: Readonly<Record<string, string>>,
): Place {
  const url = new URL(joinAddress(addressOf(server, 'http'), { params: paramsOf(secrets, 'server') }))
  url.protocol = url.protocol.replace('ws', 'http')
  const own = path.trim() ? undefined : OWN_PATH.exec(url.pathname)
  const named = namespaceOf(own ? (own[2] ?? '') : url.pathname)
  // [spec] A query is no part of a namespace (https://socket.io/docs/v4/socket-io-protocol/#history).
  const listed = parseRooms(namespaces).map((room) => ({
    name: namespaceOf(room.replace(/\?.*/s, '')),
    room,
  }))
  const isAlone = listed.every(({ name }) => name === MAIN)
  const all = [
    ...(named !== MAIN || listed.length === 0 ? [{ name: named, room: named }] : []),
    ...(named !== MAIN && isAlone ? [] : listed),
  ]
  return {
    origin: url.origin,
    path: slashed(own?.[1] ?? (path.trim() || DEFAULT_PATH)),
    query: url.search.slice(1),
    namespaces: [...new Map(all.reverse().map((each) => [each.name, each])).values()]
      .reverse()
      .slice(0, MAX_NAMESPACES),
  }
}

/** The address of one request or WebSocket of the connection. */
export function addressAt(
  { origin, path, query }: Place,
  scheme: 'http' | 'ws',
  params: Readonly<Record<string, unknown>>,
): string {
  const own = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `${origin.replace(/^http/, scheme)}${path}?${[query, ...own].filter(Boolean).join('&')}`
}

/** A namespace as the protocol writes it: with a slash before it, and none behind. */
function namespaceOf(text: string): string {
  return `/${decoded(text).replace(/^\/+|\/+$/g, '')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that is only that.
    return text
  }
}

function slashed(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/')
}
