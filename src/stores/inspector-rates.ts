/** So many seconds are drawn. */
export const RATE_SECONDS = 60

/** How much crossed a wire in each of the last seconds: epoch seconds, frames and bytes, side by side. */
export type RateSeries = { at: number[]; frames: number[]; bytes: number[] }

type Second = { second: number; frames: number; bytes: number }

/** Counts what crosses a wire, by the second in which it was seen. */
export class Rates {
  #seconds: Second[] = []
  readonly #from: number

  /** Counting begins at `from` (epoch ms): before that nothing is known. */
  constructor(from: number) {
    this.#from = secondOf(from)
  }

  /** A frame of so many bytes was seen `now` (epoch ms). */
  add(bytes: number, now: number): void {
    const second = secondOf(now)
    let last = this.#seconds.at(-1)
    if (last?.second !== second) {
      last = { second, frames: 0, bytes: 0 }
      this.#seconds.push(last)
      while ((this.#seconds[0]?.second ?? second) < second - RATE_SECONDS) this.#seconds.shift()
    }
    last.frames++
    last.bytes += bytes
  }

  /** The seconds that are over, up to `now` (epoch ms). */
  series(now: number): RateSeries {
    const end = secondOf(now)
    const series: RateSeries = { at: [], frames: [], bytes: [] }
    const counted = new Map(this.#seconds.map((each) => [each.second, each]))
    for (let at = Math.max(this.#from, end - RATE_SECONDS); at < end; at++) {
      const { frames, bytes } = counted.get(at) ?? { frames: 0, bytes: 0 }
      series.at.push(at)
      series.frames.push(frames)
      series.bytes.push(bytes)
    }
    return series
  }
}

const secondOf = (ms: number) => Math.floor(ms / 1_000)
