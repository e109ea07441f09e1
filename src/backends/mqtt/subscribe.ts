import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import { CONNECTED } from '../backend.ts'
import type { Link } from './link.ts'
import type { Session } from './memory.ts'
import type { MqttContext } from './mqtt.ts'
import type { Quality } from './publication.ts'
import { formatCode } from './refusal.ts'

type Gap = Incoming & { type: 'gap' }

/** Subscribes to what the profile asks for, and tells what may be missing: since an earlier connection, or because the
 *  broker refused some of it. Throws NetError where it refused all. */
export async function subscribe(
  link: Link,
  filters: readonly string[],
  context: MqttContext,
  session: Session,
): Promise<Gap[]> {
  const qos = Number(context.options.qos) as Quality
  const again = context.memory.get(CONNECTED) === true
  const before = session.filters
  const stale = Object.keys(before).filter((filter) => !filters.includes(filter))
  if (link.goesOn && stale.length > 0) link.unsubscribe(stale)
  const gaps: Gap[] = []
  // MQTT 3.1.1 tells all values anew that the broker keeps, whenever it is asked.
  const asIs = link.goesOn && !link.isFive && filters.every((filter) => before[filter] === qos)
  if (filters.length > 0 && !asIs) {
    const codes = await ask(link, filters, qos, session)
    const refused = filters.filter((_, at) => (codes[at] ?? 0x80) >= 0x80)
    if (refused.length === filters.length) throw refusedAll(refused, codes)
    gaps.push(...refusedSome(refused, filters, codes, session))
    const granted = filters.flatMap((filter, at) => {
      const code = codes[at] ?? 0x80
      return code < 0x80 ? [[filter, code] as const] : []
    })
    session.subscribed(Object.fromEntries(granted))
  } else session.subscribed(Object.fromEntries(filters.map((filter) => [filter, qos])))
  if (again) gaps.unshift(...missed(link, context, session))
  if (link.goesOn) session.echoes.goOn(context.net.clock.now())
  return gaps
}

/** Returns what the broker said of each. */
async function ask(
  link: Link,
  filters: readonly string[],
  qos: Quality,
  session: Session,
): Promise<number[]> {
  link.subscribe(filters, qos)
  try {
    await link.until(() => link.suback !== undefined)
  } catch (error) {
    // What it cannot confirm is not asked of it again: else nothing would ever come after it.
    if (error instanceof NetError && error.kind === 'timeout') session.flights.lose()
    if (!(error instanceof NetError) || error.why.code !== 'closed') throw error
    const { detail } = error.why
    throw new NetError(error.kind, {
      code: 'mqtt.closed-at-subscribe',
      params: { filters: filters.join(', ') },
      ...(detail && { detail }),
    })
  }
  return (link.suback?.granted ?? []).map(Number)
}

function refusedAll(refused: readonly string[], codes: readonly number[]): NetError {
  return new NetError('refused', {
    code: 'mqtt.none-granted',
    params: { filters: refused.join(', ') },
    detail: codes.map(formatCode).join(', '),
  })
}

/** Told once, and again where it is others. */
function refusedSome(
  refused: readonly string[],
  filters: readonly string[],
  codes: readonly number[],
  session: Session,
): Gap[] {
  const names = refused.join(', ')
  if (names === session.refused) return []
  session.refused = names
  if (names === '') return []
  const [first = ''] = refused
  const code = codes[filters.indexOf(first)] ?? 0x80
  const why = { code: 'mqtt.some-refused', params: { filters: names, code: formatCode(code) } } as const
  return [{ type: 'gap', why }]
}

function missed(link: Link, { options }: MqttContext, session: Session): Gap[] {
  if (!link.goesOn)
    return [{ type: 'gap', why: { code: options.keep > 0 ? 'mqtt.session-gone' : 'mqtt.no-session' } }]
  // [spec] Only what is told with QoS 1 or 2 is kept for who is away.
  const unkept = Object.entries(session.filters).filter(([, granted]) => granted === 0)
  return unkept.length > 0 ? [{ type: 'gap', why: { code: 'mqtt.qos-0-missed' } }] : []
}
