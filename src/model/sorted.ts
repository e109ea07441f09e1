/** How many of the numbers, which are in order, are less than that one. */
export function countBelow(numbers: readonly number[], limit: number): number {
  let from = 0
  let to = numbers.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((numbers[middle] as number) < limit) from = middle + 1
    else to = middle
  }
  return from
}

/** Where a number is among others that are in order; -1: nowhere. */
export function placeIn(numbers: readonly number[], number: number): number {
  const place = countBelow(numbers, number)
  return numbers[place] === number ? place : -1
}

/** Two lists of numbers, each in order, as one: none twice. */
export function merged(one: readonly number[], other: readonly number[]): number[] {
  if (one.length === 0 || other.length === 0) return [...one, ...other]
  if ((one.at(-1) as number) < (other[0] as number)) return [...one, ...other]
  if ((other.at(-1) as number) < (one[0] as number)) return [...other, ...one]
  const all: number[] = []
  for (let a = 0, b = 0; a < one.length || b < other.length;) {
    const [left, right] = [one[a] ?? Infinity, other[b] ?? Infinity]
    all.push(Math.min(left, right))
    if (left <= right) a++
    if (right <= left) b++
  }
  return all
}
