/** What is said of Socket.IO: its name, the fields of its form, and why something of it does not work. */
export const SOCKETIO_CODES = ['backend.socketio', 'backend.socketio.help'] as const
export type SocketioCode = (typeof SOCKETIO_CODES)[number]
