import * as v from 'valibot'
import { recordOf } from '../model/record.ts'
import type { Shared } from '../model/share.ts'
import { SAVED_PROFILE } from './saved-profile.ts'

/** The format is in profiles-file.md. */
const KIND = 'profiles'
const VERSION = 1
/** More is no list of connections (bytes; entries). */
export const FILE_MAX = 5_000_000
const ENTRIES_MAX = 2_000

const SharedProfile = v.object({
  ...SAVED_PROFILE,
  needs: v.fallback(v.optional(v.array(v.string())), undefined),
  sealed: v.fallback(v.optional(v.string()), undefined),
})

/** An entry of a file: a profile, or why it is none, with its name where it has one. */
export type FileEntry = { shared: Shared } | { broken: string | undefined }

/** `not-ours`: it is no file of connections; `newer`: a later version of this page wrote it; `too-large`; `empty`. */
export type ProfilesFile =
  { entries: readonly FileEntry[] } | { why: 'not-ours' | 'newer' | 'too-large' | 'empty' }

/** A file of connections. `at`: when it is written (epoch ms). */
export function formatProfiles(profiles: readonly Shared[], at: number): string {
  return `${JSON.stringify({ signalbox: KIND, version: VERSION, at, profiles }, undefined, 2)}\n`
}

/** What a file holds. One broken entry does not cost the others. */
export function parseProfiles(text: string): ProfilesFile {
  const file = recordOf(parsed(text))
  if (file?.['signalbox'] !== KIND || !Array.isArray(file['profiles'])) return { why: 'not-ours' }
  if (typeof file['version'] !== 'number' || file['version'] > VERSION) return { why: 'newer' }
  const given = file['profiles'] as unknown[]
  if (given.length === 0) return { why: 'empty' }
  if (given.length > ENTRIES_MAX) return { why: 'too-large' }
  return { entries: given.map(readEntry) }
}

/** Reads a file that a person chose. Rejects where the browser cannot. */
export async function readProfiles(file: Blob): Promise<ProfilesFile> {
  return file.size > FILE_MAX ? { why: 'too-large' } : parseProfiles(await file.text())
}

/** Is it a file of connections, and not of something else? Looks at its beginning alone. */
export async function isProfilesFile(file: Blob): Promise<boolean> {
  const head = await file.slice(0, 256).text()
  return /^\uFEFF?\s*\{[^{}]*"signalbox"\s*:\s*"profiles"/.test(head)
}

function readEntry(given: unknown): FileEntry {
  const read = v.safeParse(SharedProfile, given)
  if (!read.success) {
    const name = recordOf(given)?.['name']
    return { broken: typeof name === 'string' && name !== '' ? name : undefined }
  }
  const said = Object.entries(read.output).filter(([, value]) => value !== undefined)
  return { shared: Object.fromEntries(said) as unknown as Shared }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    // Anything may be dropped on a page.
    return undefined
  }
}
