/** 글 말고 메시지에 담긴 것과 보내기 전에 고르는 것. */
export default {}
