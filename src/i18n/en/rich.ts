/** What a message carries beside its text, and what is asked before one is sent. */
export default {}
