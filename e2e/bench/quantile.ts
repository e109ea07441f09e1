/** The value below which so large a part of all lies (nearest rank); 1 is the largest. 0 where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
}

export type Spread = { min: number; median: number; max: number }

/** How far values lie apart. Between two in the middle is the median. */
export function spread(values: readonly number[]): Spread {
  const upper = -quantile(
    values.map((value) => -value),
    0.5,
  )
  return { min: quantile(values, 0), median: (quantile(values, 0.5) + upper) / 2, max: quantile(values, 1) }
}
