import type { renderMarkdown } from './markdown.ts'

type Render = typeof renderMarkdown

let render = $state.raw<Render>()
let isAsked = false

/** What draws Markdown, once it is there: it is loaded when the first message of that kind is on the screen. */
export function markdownRenderer(): Render | undefined {
  if (!isAsked) void load()
  return render
}

async function load(): Promise<void> {
  isAsked = true
  try {
    render = (await import('./markdown.ts')).renderMarkdown
  } catch {
    // Offline, say: the text is shown as it is, and the next message asks again.
    isAsked = false
  }
}
