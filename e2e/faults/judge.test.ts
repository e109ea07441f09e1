import { describe, expect, it } from 'vitest'
import type { Row } from './in-page.ts'
import type { Evidence } from './judge.ts'
import { GAP_SLACK_MS, isKept, judge } from './judge.ts'

const message = (label: string): Row => ({ kind: 'message', id: label, label })
const draft = (label: string, state: string): Row => ({ kind: 'draft', id: label, label, state })
const kept = (bodies: string[]) =>
  bodies.map((body, index) => ({ id: index, body, at: 10_000 * (index + 1) }))
const D1 = 'down 00001'
const D2 = 'down 00002'
const D3 = 'down 00003'
const U1 = 'up 00001'
const U2 = 'up 00002'

/** All is well, but for what is given. */
const evidence = (other: Partial<Evidence> = {}): Evidence => ({
  told: 3,
  said: 2,
  down: kept([D1, D2, D3]),
  up: kept([U1, U2]),
  rows: [D1, U1, D2, U2, D3].map(message),
  resumes: true,
  ...other,
})

describe('the verdict on what is shown and what is there', () => {
  it('has nothing to say where all is well', () => {
    const verdict = judge(evidence())
    expect(isKept(verdict)).toBe(true)
    expect(verdict).toMatchObject({ shown: 3, arrived: 2, gaps: 0, unconfirmed: 0 })
  })

  it('finds what is not shown, shown twice, or shown too late', () => {
    expect(judge(evidence({ rows: [D1, U1, U2, D3].map(message) })).lost).toEqual([D2])
    expect(judge(evidence({ rows: [D1, U1, D2, D2, U2, D3].map(message) })).doubled).toEqual([`${D2} ×2`])
    expect(judge(evidence({ rows: [D1, U1, D3, D2, U2].map(message) })).disordered).toEqual([D2])
  })

  it('finds what did not arrive, arrived twice, or too late', () => {
    expect(judge(evidence({ up: kept([U1]) })).lost).toEqual([U2])
    expect(judge(evidence({ up: kept([U1, U2, U1]) })).doubled).toEqual([`${U1} ×2 at the server`])
    expect(judge(evidence({ up: kept([U2, U1]) })).disordered).toEqual([U1])
  })

  it('finds a line of one’s own that the server has and the page does not show', () => {
    expect(judge(evidence({ rows: [D1, U1, D2, D3].map(message) })).lost).toEqual([U2])
  })

  it('believes nobody who shows as sent what the server has not', () => {
    const rows = [...[D1, U1, D2, D3].map(message), draft(U2, 'sent')]
    const verdict = judge(evidence({ rows, up: kept([U1]), resumes: false }))
    expect(verdict.untrue).toEqual([U2])
    expect(isKept(verdict)).toBe(false)
  })

  it('takes an honest word for an undelivered line only where the wire cannot do better', () => {
    const rows = [...[D1, U1, D2, D3].map(message), draft(U2, 'unconfirmed')]
    const verdict = judge(evidence({ rows, up: kept([U1]), resumes: false }))
    expect(isKept(verdict)).toBe(true)
    expect(verdict.unconfirmed).toBe(1)
    expect(judge(evidence({ rows, up: kept([U1]) })).lost).toEqual([U2])
  })

  it('excuses a loss only inside a gap, and only where the wire cannot resume', () => {
    const gap = (from: number, to: number): Row => ({ kind: 'gap', id: 'g', from, to })
    const rows = (shown: Row) => [message(D1), message(D3), message(U1), shown, message(U2)]
    const around = rows(gap(20_000 + GAP_SLACK_MS, 25_000))
    expect(isKept(judge(evidence({ rows: around, resumes: false })))).toBe(true)
    expect(judge(evidence({ rows: around, resumes: false })).inGaps).toBe(1)
    expect(judge(evidence({ rows: around })).lost).toEqual([D2])
    const beside = rows(gap(20_001 + GAP_SLACK_MS, 25_000))
    expect(judge(evidence({ rows: beside, resumes: false })).lost).toEqual([D2])
  })

  it('excuses a loss where a reader sees the gap, though the page heard late and dates it late', () => {
    const late: Row = { kind: 'gap', id: 'g', from: 29_000, to: 29_500 }
    const rows = [message(D1), message(U1), late, message(U2), message(D3)]
    expect(judge(evidence({ rows, resumes: false })).inGaps).toBe(1)
    expect(judge(evidence({ rows })).lost).toEqual([D2])
  })
})
