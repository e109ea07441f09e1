import type { Chosen } from './composer-options.ts'

/** A message that is saved under a name, with what was chosen for it. Its placeholders are filled in when it is sent. */
export type Phrase = { id: string; name: string; text: string; options?: Chosen | undefined }
