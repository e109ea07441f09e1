import type { Incoming } from '../../model/message.ts'
import type { Reason } from '../../model/reason.ts'
import { NetError } from '../../net/errors.ts'
import { CONNECTED } from '../backend.ts'
import type { Answer } from './ask.ts'
import { ask } from './ask.ts'
import type { Link } from './link.ts'
import type { Session } from './memory.ts'
import type { MqttContext } from './mqtt.ts'
import type { Quality } from './publication.ts'
import { entangled, includes, widest } from './overlap.ts'
import { formatCode, unheard } from './refusal.ts'

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
  const gaps: Gap[] = []
  const few = widest(filters)
  // MQTT 3.1.1 tells all values anew that the broker keeps, whenever it is asked: after a reload each would be there twice.
  const isHad = link.goesOn && !link.isFive && few.every((filter) => before[filter] === qos)
  if (filters.length > 0 && !(isHad && !session.wasHeardHere)) {
    const answers = await askWidest(link, filters, qos, session)
    const refused = answers.filter(isRefused)
    if (refused.length === answers.length) {
      // Who tries again wants to know anew.
      session.refusals.forget()
      throw refusedAll(refused)
    }
    gaps.push(...refusedSome(refused, session))
    const granted = answers.filter((answer) => !isRefused(answer))
    session.subscribed(Object.fromEntries(granted.map(({ filter, code = 0 }) => [filter, code])))
  } else session.subscribed(Object.fromEntries(few.map((filter) => [filter, qos])))
  const stale = Object.keys(before).filter((filter) => !Object.hasOwn(session.filters, filter))
  // After what takes its place was asked for: what fits both is missing at no time.
  if (link.goesOn && stale.length > 0) link.unsubscribe(stale)
  if (again) gaps.unshift(...missed(link, context, session))
  if (link.goesOn) session.echoes.goOn(context.net.clock.now())
  return gaps
}

/** Asks for what covers all the rest, and for that only where it is refused: a broker may send a message once for each
 *  subscription that matches it. */
async function askWidest(
  link: Link,
  filters: readonly string[],
  qos: Quality,
  session: Session,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let left = filters; left.length > 0;) {
    const few = widest(left)
    const hasIdentifiers = link.isFive && (link.offered.subscriptionIdentifiersAvailable ?? true)
    const identifiers = new Map(
      (hasIdentifiers ? entangled(few) : []).map((filter) => [filter, filters.indexOf(filter) + 1]),
    )
    answers.push(...(await ask(link, few, qos, session, { isOnly: filters.length === 1, identifiers })))
    const granted = answers.filter((answer) => !isRefused(answer))
    left = left.filter(
      (filter) => !few.includes(filter) && !granted.some((one) => includes(one.filter, filter)),
    )
  }
  return answers
}

function isRefused({ code = 0x80 }: Answer): boolean {
  return code >= 0x80
}

function refusedAll(refused: readonly Answer[]): NetError {
  const filters = namesOf(refused)
  const codes = [...new Set(refused.map(({ code }) => code))]
  const words = [...new Set(refused.flatMap((each) => each.words ?? []))].join(', ')
  const [code] = codes
  if (codes.length === 1 && code !== undefined) {
    const why = unheard(code, filters, words)
    if (why.code !== 'mqtt.some-refused') return new NetError('refused', why)
  }
  if (codes.length === 1 && code === undefined) return new NetError('refused', hungUpAt(filters, words))
  const detail = [codes.map((each) => (each === undefined ? '–' : formatCode(each))).join(', '), words]
  return new NetError('refused', {
    code: 'mqtt.none-granted',
    params: { filters },
    detail: detail.filter(Boolean).join(': '),
  })
}

/** Told once, and again where it is others: a row for each reason. */
function refusedSome(refused: readonly Answer[], session: Session): Gap[] {
  const names = namesOf(refused)
  if (names === session.refused) return []
  session.refused = names
  const byReason = Map.groupBy(refused, ({ code, words }) => `${code} ${words ?? ''}`)
  return [...byReason.values()].map((some): Gap => {
    const [{ code, words } = {}] = some
    const filters = namesOf(some)
    return { type: 'gap', why: code === undefined ? hungUpAt(filters, words) : unheard(code, filters, words) }
  })
}

function hungUpAt(filters: string, words: string | undefined): Reason {
  return { code: 'mqtt.filters.hung-up', params: { filters }, ...(words && { detail: words }) }
}

function namesOf(answers: readonly Answer[]): string {
  return answers.map(({ filter }) => filter).join(', ')
}

function missed(link: Link, { options }: MqttContext, session: Session): Gap[] {
  if (!link.goesOn)
    return [{ type: 'gap', why: { code: options.keep > 0 ? 'mqtt.session-gone' : 'mqtt.no-session' } }]
  // [spec] Only what is told with QoS 1 or 2 is kept for who is away.
  const unkept = Object.entries(session.filters).filter(([, granted]) => granted === 0)
  return unkept.length > 0 ? [{ type: 'gap', why: { code: 'mqtt.qos-0-missed' } }] : []
}
