import { Literal } from './literal.ts'

/** One line of a value that is drawn as a tree. `path` is its JSONPath (https://www.rfc-editor.org/rfc/rfc9535#name-normalized-paths,
 *  with names in the short form where they can be); `size`: how many parts it has, for a record or a list. `more`: so
 *  many parts of it are not shown. */
export type TreeNode = {
  path: string
  name: string
  depth: number
  value: unknown
  size?: number
  open?: boolean
  more?: number
}

/** So many parts of one record or list are shown at once. */
export const PARTS = 200
/** [spec] https://www.rfc-editor.org/rfc/rfc9535#name-child-segment */
const SHORT_NAME = /^[A-Za-z_]\w*$/

export function isFoldable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Literal)
}

/** The path of a part of what is at `path`. */
export function pathOf(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`
  return SHORT_NAME.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`
}

/** The lines of a value as far as it is unfolded, in their order. `shown`: so many parts of the one at a path. */
export function nodesOf(
  value: unknown,
  isOpen: (path: string, depth: number, size: number) => boolean,
  shown: (path: string) => number = () => PARTS,
): TreeNode[] {
  const nodes: TreeNode[] = []
  // By a list of its own and not by the stack: what is nested deeper than that can be unfolded too.
  const rest: TreeNode[] = [{ path: '$', name: '$', depth: 0, value }]
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.more !== undefined || !isFoldable(node.value)) {
      nodes.push(node)
      continue
    }
    const { path, depth } = node
    const names = Array.isArray(node.value) ? [...node.value.keys()] : Object.keys(node.value)
    const size = names.length
    const open = size > 0 && isOpen(path, depth, size)
    nodes.push({ ...node, size, open })
    if (!open) continue
    const parts: TreeNode[] = names.slice(0, shown(path)).map((name) => ({
      path: pathOf(path, name),
      name: String(name),
      depth: depth + 1,
      value: (node.value as Record<string | number, unknown>)[name],
    }))
    const more = size - parts.length
    if (more > 0) parts.push({ path, name: '', depth: depth + 1, value: undefined, more })
    rest.push(...parts.reverse())
  }
  return nodes
}
