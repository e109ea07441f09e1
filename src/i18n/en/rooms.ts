/** Rooms, topics and channels of one connection. */
export default {}
