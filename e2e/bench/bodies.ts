import { between, seeded } from '../faults/random.ts'
import type { Body } from './load.ts'

const SENTENCES = [
  'the value of a long watch is that nothing much happens and then everything does ',
  '가나다라마바사 아자차카타파하 메시지가 빠르게 도착합니다 ',
  'すばやく届くメッセージを 漏れなく表示する ',
  '消息很快地到达 什么也没有丢失 ',
  'رسائل تصل بسرعة ولا يضيع منها شيء ',
  'быстрые сообщения приходят и ничего не теряется ',
  '🚀🎉👩‍👩‍👧‍👦🇰🇷✅ ',
  'supercalifragilisticexpialidocious/with/a/very/long/path?and=a&query=string ',
].map((text) => Array.from(text))
const AUTHORS = ['mina', 'jonas', '지우', 'Амина', '小林', 'sensor-7']
const MAX_CHARS = 400
/** One in so many long bodies has line breaks. */
const BREAKS = 6
const MAX_LINES = 5
const MAX_LINE_CHARS = 16
/** So many different ones are made, and repeated. */
const VARIETY = 5_000

/** The texts of a load, by place. The same ones each time. */
export function bodiesOf(kind: Body): (place: number) => string {
  if (kind === 'small') return (place) => `message ${place} of the flood`
  const random = seeded(1)
  const upTo = (most: number) => Math.floor(between(random, 1, most + 1))
  const make = kind === 'mixed' ? mixed : lines
  const bodies = Array.from({ length: VARIETY }, () => make(upTo))
  return (place) => bodies[place % bodies.length] as string
}

export function authorOf(place: number): string {
  return AUTHORS[place % AUTHORS.length] as string
}

type UpTo = (most: number) => number

function mixed(upTo: UpTo): string {
  const letters = SENTENCES[upTo(SENTENCES.length) - 1] as string[]
  const length = upTo(MAX_CHARS)
  const breaks = upTo(BREAKS) === 1
  let body = ''
  for (let place = upTo(letters.length); body.length < length; place++)
    body += breaks && place % 40 === 0 ? '\n' : (letters[place % letters.length] as string)
  return body.trim() || 'x'
}

function lines(upTo: UpTo): string {
  const letters = SENTENCES[0] as string[]
  const one = () => letters.slice(0, upTo(MAX_LINE_CHARS)).join('').trim()
  return Array.from({ length: upTo(MAX_LINES) }, one).join('\n')
}
