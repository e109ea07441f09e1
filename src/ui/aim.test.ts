import { describe, expect, it } from 'vitest'
import { scrollFor } from './aim.ts'

const view = { top: 100, bottom: 500 }
const row = (top: number, bottom: number) => ({ top, bottom })

describe('how far to scroll for a row', () => {
  it('is nothing where it is in sight', () => {
    expect(scrollFor(row(100, 140), view, 'nearest')).toBe(0)
    expect(scrollFor(row(460, 500), view, 'nearest')).toBe(0)
  })

  it('is to the edge that is nearer', () => {
    expect(scrollFor(row(60, 120), view, 'nearest')).toBe(-40)
    expect(scrollFor(row(480, 540), view, 'nearest')).toBe(40)
  })

  it('is to the middle where it is to stand there', () => {
    expect(scrollFor(row(100, 140), view, 'middle')).toBe(-180)
    expect(scrollFor(row(280, 320), view, 'middle')).toBe(0)
  })

  it('shows of a row that is larger than the view the end from which one comes', () => {
    expect(scrollFor(row(300, 900), view, 'nearest')).toBe(200)
    expect(scrollFor(row(-300, 300), view, 'nearest')).toBe(-200)
    expect(scrollFor(row(-300, 900), view, 'nearest')).toBe(0)
    expect(scrollFor(row(300, 900), view, 'middle')).toBe(200)
  })
})
