import type { Attachment } from 'svelte/attachments'
import type { Range as TextRange } from '../model/query.ts'

/** Where in each text something is to be marked. May reject: then nothing is. */
type Find = (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly TextRange[])[]>

/** What holds a text that a search looks in. */
const TEXTS = '[data-text]'
/** The row, or the part of a value, that a search is at. */
const CURRENT = '[data-found]'

/** Marks what is found in the texts within an element, as they come and go, where the browser has highlights: no markup is
 *  touched. They are called `hit` and `hit-now` (app.css). */
export function highlight(find: Find): Attachment<HTMLElement> {
  return (root) => {
    const registry = globalThis.CSS?.highlights
    if (!registry) return
    const ended = new AbortController()
    const marks = { hit: new Highlight(), 'hit-now': new Highlight() }
    marks['hit-now'].priority = 1
    for (const [name, mark] of Object.entries(marks)) registry.set(name, mark)
    let frame = 0
    let isMarking = false

    async function mark(): Promise<void> {
      frame = 0
      if (isMarking) return soon()
      isMarking = true
      const parts = [...root.querySelectorAll(TEXTS)].map(nodesOf)
      try {
        const found = await find(
          parts.map(({ text }) => text),
          ended.signal,
        )
        for (const highlight of Object.values(marks)) highlight.clear()
        for (const [index, part] of parts.entries()) {
          const name = part.element.closest(CURRENT) ? 'hit-now' : 'hit'
          for (const range of found[index] ?? []) marks[name].add(rangeIn(part, range))
        }
      } catch {
        // Whoever searches says why: a pattern that is none, or one that takes too long.
        for (const highlight of Object.values(marks)) highlight.clear()
      } finally {
        isMarking = false
      }
    }

    function soon(): void {
      if (!ended.signal.aborted) frame ||= requestAnimationFrame(() => void mark())
    }

    const observer = new MutationObserver(soon)
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['data-found'],
    })
    soon()
    return () => {
      ended.abort()
      observer.disconnect()
      cancelAnimationFrame(frame)
      for (const [name, mark] of Object.entries(marks)) if (registry.get(name) === mark) registry.delete(name)
    }
  }
}

/** Where on the screen the first mark within an element is, if there is one. */
export function spotIn(element: Element): DOMRect | undefined {
  for (const range of globalThis.CSS?.highlights?.get('hit-now') ?? []) {
    if (!element.contains(range.startContainer)) continue
    const live = document.createRange()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return live.getBoundingClientRect()
  }
  return undefined
}

type Part = { element: Element; text: string; nodes: { node: Text; from: number }[] }

function nodesOf(element: Element): Part {
  const nodes: Part['nodes'] = []
  let text = ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, from: text.length })
    text += (node as Text).data
  }
  return { element, text, nodes }
}

/** A range of a text, as one in the page. It may begin in one node and end in another. */
function rangeIn({ element, nodes }: Part, [start, end]: TextRange): StaticRange {
  const first = nodes.findLast(({ from }) => from <= start)
  const last = nodes.findLast(({ from }) => from < end)
  return new StaticRange({
    startContainer: first?.node ?? element,
    startOffset: first ? Math.min(start - first.from, first.node.length) : 0,
    endContainer: last?.node ?? element,
    endOffset: last ? Math.min(end - last.from, last.node.length) : 0,
  })
}
