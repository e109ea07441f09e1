import { t } from '../i18n/i18n.svelte.ts'
import { frameTypeOf } from '../model/frame-type.ts'
import { imageTypeOf } from '../model/image.ts'
import type { Reason } from '../model/reason.ts'
import { textOf } from '../model/text.ts'

/** A file that is larger is not sent as one message (MB). */
export const MAX_MB = 8
/** Of more than so many bytes nobody edits the digits. */
const MAX_EDITED = 4_096
/** A longer text (characters) is not put into a field. */
const MAX_FIELD_CHARS = 100_000

/** Bytes that are sent next. `name`: the file's. `type`: a media type, or what they look like in words. */
export type HeldItem = {
  id: number
  name: string | undefined
  type: string
  bytes: ArrayBuffer
  label: string
}

/** Bytes that somebody chose, dropped, pasted or wrote down, in order: each is a message of its own. */
export class Held {
  list = $state.raw<readonly HeldItem[]>([])
  /** Why the last one was not taken. */
  why = $state.raw<Reason | undefined>(undefined)
  #count = 0

  add(bytes: ArrayBuffer, file?: File): void {
    const type = file?.type || imageTypeOf(bytes) || t(`inspect.type.${frameTypeOf(bytes)}`)
    const name = file?.name || undefined
    const label = name ?? t('bytes.unnamed')
    this.list = [...this.list, { id: ++this.#count, name, type, bytes, label }]
  }

  async addFiles(files: readonly File[]): Promise<void> {
    this.why = undefined
    for (const file of files) this.why = (await this.#addFile(file)) ?? this.why
  }

  /** Takes one out. */
  remove(item: HeldItem): void {
    this.list = this.list.filter((each) => each !== item)
  }

  /** Its bytes as text, where they are some that can be written in a field. */
  textIn({ bytes }: HeldItem): string | undefined {
    const text = textOf(bytes)
    return text !== undefined && text.length <= MAX_FIELD_CHARS && !text.includes('\0') ? text : undefined
  }

  isEditable({ name, bytes }: HeldItem): boolean {
    return name === undefined && bytes.byteLength <= MAX_EDITED
  }

  /** Hands out one after the other. Returns whether all were taken; what was not is still there. */
  send(say: (bytes: ArrayBuffer, item: HeldItem) => boolean): boolean {
    for (const item of this.list) {
      if (!say(item.bytes, item)) return false
      this.remove(item)
    }
    this.why = undefined
    return true
  }

  async #addFile(file: File): Promise<Reason | undefined> {
    const { name } = file
    if (file.size > MAX_MB * 1024 ** 2) return { code: 'bytes.too-large', params: { name, max: MAX_MB } }
    try {
      const bytes = await file.arrayBuffer()
      if (bytes.byteLength === 0) return { code: 'bytes.empty-file', params: { name } }
      this.add(bytes, file)
      return undefined
    } catch {
      // A folder, or a file that was moved.
      return { code: 'bytes.unreadable', params: { name } }
    }
  }
}
