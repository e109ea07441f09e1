/** A message that is saved under a name. Its placeholders are filled in when it is sent. */
export type Phrase = { id: string; name: string; text: string }
