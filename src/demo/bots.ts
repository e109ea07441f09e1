import type { Clock } from '../net/clock.ts'
import type { Line } from './book.ts'
import { DATABASE } from './deed.ts'
import type { Language } from './lines.ts'
import { ANSWERS, BOTS, isBot, languageOf, TALKS } from './lines.ts'
import type { World } from './world.ts'

/** What all that lives in the world is given. `random` as Math.random. */
export type Surroundings = { clock: Clock; random: () => number }

/** A person is answered after so long, and up to so much later. */
export const ANSWER_MS = 400
export const ANSWER_SPREAD_MS = 400
/** Bots say something on their own so often. */
export const TALK_MS = 8_000
export const TALK_SPREAD_MS = 4_000

const QUOTED_CHARS = 80

/** The bots are there, also where another tab lets them talk. Returns what lets them go. */
export function enterBots({ crowd }: World): () => void {
  const present = Object.values(BOTS)
    .flat()
    .map((name) => crowd.enter(name))
  return () => present.forEach(({ leave }) => leave())
}

/** Lets the bots talk: they answer people in their language, and among themselves only what their script says, so
 *  that they never answer a bot. Returns what silences them. */
export function startBots(world: World, { clock, random }: Surroundings): () => void {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  // A world that cannot keep a line has told its host; a bot has nobody to tell.
  const say = (author: string, body: string, room?: string) =>
    void world.say({ author, body, ...(room && { room }) }).catch(() => undefined)

  let cancelAnswer = () => {}
  const answer = ({ room, body }: Line) => {
    const language = languageOf(body)
    const { say: words } = ANSWERS[language].find(({ to }) => to.test(body)) ?? { say: ['…'] }
    const quoted = body.length > QUOTED_CHARS ? `${body.slice(0, QUOTED_CHARS)}…` : body
    const text = pick(words).replace('…', () => quoted)
    // Of many lines in a row the last one is answered.
    cancelAnswer()
    const wait = ANSWER_MS + random() * ANSWER_SPREAD_MS
    cancelAnswer = clock.after(wait, () => say(pick(BOTS[language]), text, room))
  }
  const stopHearing = world.subscribe((event) => {
    if (event.type !== 'message') return
    const { author } = event.message
    if (!isBot(author) && author !== DATABASE) answer(event.message)
  })

  let cancelTalk = () => {}
  let language: Language = random() < 0.5 ? 'en' : 'ko'
  let talk: readonly string[] = []
  let turn = 0
  const talkOn = () => {
    cancelTalk = clock.after(TALK_MS + random() * TALK_SPREAD_MS, () => {
      if (turn >= talk.length) {
        language = language === 'en' ? 'ko' : 'en'
        talk = pick(TALKS[language])
        turn = 0
      }
      say(BOTS[language][turn % 2] as string, talk[turn++] as string)
      talkOn()
    })
  }
  talkOn()

  return () => {
    stopHearing()
    cancelAnswer()
    cancelTalk()
  }
}
