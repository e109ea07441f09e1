import type { Captured } from '../model/captured.ts'
import type { Query } from '../model/query.ts'

/** What a frame is, for a filter: text that came as bytes is both. `state`: what is no frame. */
export const FRAME_KINDS = ['json', 'text', 'binary', 'state'] as const
export type FrameKind = (typeof FRAME_KINDS)[number]

/** What is shown of a wire. No kinds: all of them. `only`: nothing but what matches the query. */
export type FrameFilter = {
  dir: 'in' | 'out' | undefined
  kinds: readonly FrameKind[]
  query: Query
  only: boolean
}

/** The names of what the address says of it. */
export const FILTER_PARAMS = ['dir', 'kind', 'f', 'fis', 'hits'] as const
type Params = Record<(typeof FILTER_PARAMS)[number], string | undefined>

export function parseFilter(param: (name: keyof Params) => string | undefined): FrameFilter {
  const dir = param('dir')
  const kinds = param('kind')?.split(',') ?? []
  const is = param('fis')?.split(',') ?? []
  return {
    dir: dir === 'in' || dir === 'out' ? dir : undefined,
    kinds: FRAME_KINDS.filter((kind) => kinds.includes(kind)),
    query: { text: param('f') ?? '', regex: is.includes('regex'), matchCase: is.includes('case') },
    only: param('hits') !== 'among',
  }
}

export function formatFilter({ dir, kinds, query, only }: FrameFilter): Params {
  const is = [query.regex && 'regex', query.matchCase && 'case'].filter(Boolean)
  return {
    dir,
    kind: kinds.length > 0 ? kinds.join(',') : undefined,
    f: query.text || undefined,
    fis: is.length > 0 ? is.join(',') : undefined,
    hits: only ? undefined : 'among',
  }
}

/** Does it pass, apart from the query? Undefined where everything does. */
export function acceptOf({ dir, kinds }: FrameFilter): ((captured: Captured) => boolean) | undefined {
  if (!dir && kinds.length === 0) return undefined
  return (captured) => {
    if (dir && captured.traced.kind !== dir) return false
    return kinds.length === 0 || kindsOf(captured).some((kind) => kinds.includes(kind))
  }
}

function kindsOf({ frame, type }: Captured): readonly FrameKind[] {
  if (!frame) return ['state']
  const came: FrameKind[] = typeof frame.frame === 'string' ? [] : ['binary']
  if (type === 'json' || type === 'ndjson') return [...came, 'json']
  return type === 'binary' || type === 'image' ? came : [...came, 'text']
}
