import DOMPurify from 'dompurify'
import { Marked } from 'marked'
import { safeLink } from '../../model/offer.ts'

/** The page's policy allows this name (vite.config.ts). What it lets through is parsed in a document that runs and loads
 *  nothing, and no more than what is allowed below comes out of that. */
const POLICY = 'signalbox-markdown'

type Policy = { createHTML: (html: string) => string; createScriptURL: (url: string) => string }
type Factory = { createPolicy: (name: string, policy: Policy) => Policy }

const TAGS = 'p br hr strong em del code pre blockquote ul ol li a table thead tbody tr th td #text'.split(
  ' ',
)
const ATTRIBUTES = ['href', 'align', 'start', 'class']
const OPENED = /^(?:https?|mailto):/i
/** What has a direction of its own. */
const BLOCKS = 'p, ul, ol, blockquote, table'
/** Of more of them than this, pairs are not looked for: it takes the square of their number. */
const MAX_MARKS = 1_500
const MAX_CELLS = 20_000
/** As large as they get: a message's headings are none of the page. */
const LEVELS = 3

const marked = new Marked({
  gfm: true,
  // In a message a line that ends is one that ends.
  breaks: true,
  renderer: {
    // HTML is text here.
    html: ({ text, block }) => (block ? `<p>${escape(text.trimEnd())}</p>` : escape(text)),
    heading({ depth, tokens }) {
      return `<p class="head-${Math.min(LEVELS, depth)}">${this.parser.parseInline(tokens)}</p>\n`
    },
    code: ({ text }) => `<pre><code>${escape(text)}\n</code></pre>\n`,
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return OPENED.test(href) ? `<a href="${escape(href)}">${text}</a>` : text
    },
    // Loading it would tell its server that it was read.
    image({ href, text, tokens }) {
      const words = tokens ? this.parser.parseInline(tokens, this.parser.textRenderer) : escape(text)
      return OPENED.test(href) ? `<a href="${escape(href)}">${words || escape(href)}</a>` : words
    },
  },
})

let policy: Policy | undefined

/** Markdown (https://github.github.com/gfm/) as what may be put into the page: links to http, https and mailto that open in
 *  a new tab, no pictures, no HTML of the sender's. `tabindex`: of its links. Never throws: what cannot be read as Markdown
 *  comes as its text. */
export function renderMarkdown(text: string, tabindex?: number): DocumentFragment {
  if ((text.match(/[*_~]/g)?.length ?? 0) > MAX_MARKS || cellsOf(text) > MAX_CELLS) return plain(text)
  try {
    const fragment = tied(clean(marked.parse(text, { async: false })), tabindex)
    // What has only marks (a fence, a reference) would be a message of nothing.
    return fragment.textContent?.trim() ? fragment : plain(text)
  } catch {
    // Nested deeper than it can follow.
    return plain(text)
  }
}

/** How many cells a table of it may have at most: every row is filled up to the widest. */
function cellsOf(text: string): number {
  const lines = text.split('\n')
  const widest = lines.reduce((most, line) => Math.max(most, line.split('|').length - 1), 0)
  return widest * lines.length
}

function clean(html: string): DocumentFragment {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory }
  // It can be made only once, and not in every browser.
  policy ??= trustedTypes?.createPolicy(POLICY, { createHTML: (own) => own, createScriptURL: () => '' })
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: OPENED,
    ADD_URI_SAFE_ATTR: ['align', 'start', 'class'],
    RETURN_DOM_FRAGMENT: true,
    ...(policy && { TRUSTED_TYPES_POLICY: policy as never }),
  })
}

/** What is left of it opens elsewhere, and says where to. */
function tied(fragment: DocumentFragment, tabindex: number | undefined): DocumentFragment {
  for (const link of fragment.querySelectorAll('a')) {
    const href = safeLink(link.getAttribute('href') ?? '')
    if (!href || !OPENED.test(href)) {
      link.replaceWith(...link.childNodes)
      continue
    }
    link.href = link.title = href
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    if (tabindex !== undefined) link.tabIndex = tabindex
  }
  for (const each of fragment.querySelectorAll('[class]'))
    if (!/^head-[123]$/.test(each.className)) each.removeAttribute('class')
  for (const block of fragment.querySelectorAll<HTMLElement>(BLOCKS)) block.dir = 'auto'
  return fragment
}

function plain(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  const paragraph = document.createElement('p')
  paragraph.dir = 'auto'
  for (const [index, line] of text.split('\n').entries())
    paragraph.append(...(index > 0 ? [document.createElement('br')] : []), line)
  fragment.append(paragraph)
  return fragment
}

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPED[char] ?? char)
}
