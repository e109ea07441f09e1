import type { Incoming } from '../model/message.ts'
import type { Status } from '../model/status.ts'
import type { Attempt } from './connection.ts'
import { keepConnected } from './connection.ts'
import { NetError } from './errors.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { Queue } from './queue.ts'
import { Hints } from './wake.ts'

/** One attempt, as a test plays it. */
export class Story {
  readonly told = new Queue<Incoming>()
  readonly attempt: Attempt

  constructor(attempt: Attempt) {
    this.attempt = attempt
    attempt.signal.addEventListener('abort', () => this.told.end())
  }

  ready(more: Partial<Incoming & { type: 'ready' }> = {}): Promise<void> {
    this.told.push({ type: 'ready', can: [], ...more })
    return settle()
  }

  drop(error: unknown = new NetError('dropped', { code: 'ended' })): Promise<void> {
    this.told.fail(error)
    return settle()
  }
}

/** A running `keepConnected` whose every attempt is played by the test. */
export class FakeLoop {
  readonly clock = new FakeClock()
  online = true
  /** What random draws. */
  draw = 0.5
  readonly wake = new Hints(() => this.online)
  readonly stories: Story[] = []
  readonly statuses: Status[] = []
  readonly incoming: Incoming[] = []
  readonly stop = new AbortController()
  readonly done: Promise<void>

  constructor() {
    this.done = keepConnected(
      (attempt) => {
        const story = new Story(attempt)
        this.stories.push(story)
        return story.told
      },
      { status: (each) => this.statuses.push(each), incoming: (each) => this.incoming.push(each) },
      this.stop.signal,
      { clock: this.clock, random: () => this.draw, wake: this.wake },
    )
  }

  get last(): Story {
    return this.stories.at(-1) as Story
  }

  get status(): Status {
    return this.statuses.at(-1) as Status
  }

  /** Ms until the next try; NaN where none is waited for. */
  get waitMs(): number {
    const { status } = this
    return status.name === 'waiting' ? (status.until ?? NaN) - this.clock.now() : NaN
  }
}
