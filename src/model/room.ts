/** A room, topic or channel: one of several on one connection. */
export type Room = {
  /** What messages and acts name it by. */
  id: string
  /** What people call it, where that is not its id. */
  name?: string
  /** Its place in a tree, from the root: `home/kitchen` is ['home', 'kitchen']. A list where no room has one. */
  path?: readonly string[]
  /** Nothing can be said there. */
  readOnly?: true
}
