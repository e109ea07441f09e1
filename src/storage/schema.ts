import type { DBSchema, IDBPDatabase, IDBPObjectStore, IDBPTransaction, StoreNames } from 'idb'
import type { Draft } from '../model/act.ts'
import type { Chunk } from './chunk.ts'

/** What is known of one profile's history, written together with its chunks. */
export type Meta = {
  profile: string
  cursor: string | undefined
  /** Epoch ms. */
  heardAt: number | undefined
  lastKey: number
  /** How many entries its chunks hold together. */
  count: number
  unread: readonly number[]
  /** Who may write; nobody where it is empty. */
  writer: string
  /** Epoch ms of the last write. */
  writtenAt: number
}

/** A draft, and its place in the outbox of its profile. */
export type KeptDraft = { profile: string; id: string; place: number; draft: Draft }

/** That a draft which was only noted is taken over by another page than the one that wrote it (`at`: the draft's). It has
 *  no place, and outlives the draft. */
export type TakenMark = { profile: string; id: string; at: number }

/** The stores as they are in the newest version. */
export interface Schema extends DBSchema {
  chunks: { key: [string, number]; value: Chunk }
  meta: { key: string; value: Meta }
  drafts: { key: [string, string]; value: KeptDraft | TakenMark; indexes: { place: [string, number] } }
}

export type StoreName = StoreNames<Schema>
export type Connection = IDBPDatabase<Schema>
export type Transaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>
export type Chunks = IDBPObjectStore<Schema, StoreName[], 'chunks', 'readwrite'>

/** One step a version. What is written here is on people's devices: a change is a new step, never an edit of an old one. */
const STEPS: readonly ((db: Connection) => void)[] = [
  (db) => {
    db.createObjectStore('chunks', { keyPath: ['profile', 'first'] })
    db.createObjectStore('meta', { keyPath: 'profile' })
  },
  (db) => {
    const drafts = db.createObjectStore('drafts', { keyPath: ['profile', 'id'] })
    drafts.createIndex('place', ['profile', 'place'])
  },
]

export const VERSION = STEPS.length

/** Brings a database of the version `old` (0: new) up to `VERSION`, step by step. */
export function upgrade(db: Connection, old: number): void {
  for (const step of STEPS.slice(old)) step(db)
}

/** The keys of everything that one profile has in `chunks`, or in the places of `drafts`. */
export function allOf(profile: string): IDBKeyRange {
  // In IndexedDB's order an array stands after every number and every text.
  return IDBKeyRange.bound([profile], [profile, []])
}

/** The record of a profile of which nothing is kept yet. */
export function emptyMeta(profile: string): Meta {
  return {
    profile,
    cursor: undefined,
    heardAt: undefined,
    lastKey: 0,
    count: 0,
    unread: [],
    writer: '',
    writtenAt: 0,
  }
}
