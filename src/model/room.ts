/** A room, topic or channel: one of several on one connection. */
export type Room = {
  /** What messages and acts name it by. */
  id: string
  /** What people call it, where that is not its id. */
  name?: string
  /** Nothing can be said there. */
  readOnly?: true
}
