import { nodesOf, PARTS, type TreeNode } from '../model/tree.ts'
import type { Opened } from './opened.svelte.ts'

/** What a tree is of, and the place of the line that a person is at. */
type Ground = { value: unknown; opened: Opened; picked: string }
/** Unfolded at first: so deep, and only what has so few parts. */
type First = { depth: number; parts: number }

/** Which line it is: what is left of a list has its path, too. */
export function placeOf({ path, more }: TreeNode): string {
  return more === undefined ? path : `${path} more`
}

/** The lines of a value that are unfolded, and how one walks through them with the arrows. What was unfolded or folded
 *  stays so for the next value. */
export class TreeWalk {
  readonly #of: () => Ground
  readonly #first: First
  readonly #pick: (node: TreeNode, at: number) => void
  readonly nodes = $derived.by(() => {
    const { value, opened } = this.#of()
    return nodesOf(
      value,
      (path, depth, size) => this.#opens(depth, size) !== (opened.of(`fold ${path}`) !== undefined),
      (path) => PARTS * (1 + (opened.of(`more ${path}`) ?? 0)),
    )
  })
  /** Of the line that a person is at. */
  readonly index = $derived.by(() => {
    const { picked } = this.#of()
    return Math.max(
      0,
      this.nodes.findIndex((node) => placeOf(node) === picked),
    )
  })
  readonly here = $derived.by(() => this.nodes[this.index])

  /** `pick` is told to which line, at which index, a person went. */
  constructor(of: () => Ground, first: First, pick: (node: TreeNode, at: number) => void) {
    this.#of = of
    this.#first = first
    this.#pick = pick
  }

  /** Folds it or unfolds it; of a line that counts what is left, shows more of that. */
  toggle({ path, open, more }: TreeNode): void {
    const { opened } = this.#of()
    if (more !== undefined) opened.show(`more ${path}`, (opened.of(`more ${path}`) ?? 0) + 5)
    else if (open !== undefined) opened.toggle(`fold ${path}`)
  }

  /** Does what a key means in a tree (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/). */
  press(event: KeyboardEvent): void {
    const { here, index, nodes } = this
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return
    const parent = () => nodes.findLastIndex(({ depth }, at) => at < index && depth < here.depth)
    const acts: Record<string, () => void> = {
      ArrowDown: () => this.#go(index + 1),
      ArrowUp: () => this.#go(index - 1),
      Home: () => this.#go(0),
      End: () => this.#go(nodes.length - 1),
      ArrowRight: () =>
        here.open === false && here.size ? this.toggle(here) : here.open && this.#go(index + 1),
      ArrowLeft: () => (here.open ? this.toggle(here) : this.#go(parent())),
      Enter: () => this.toggle(here),
      ' ': () => this.toggle(here),
    }
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined
    if (!act) return
    event.preventDefault()
    act()
  }

  #go(to: number): void {
    const at = Math.max(0, Math.min(to, this.nodes.length - 1))
    const node = this.nodes[at]
    if (node) this.#pick(node, at)
  }

  #opens(depth: number, size: number): boolean {
    return depth < this.#first.depth && (depth === 0 || size <= this.#first.parts)
  }
}
