/** 한 연결 안의 방, 토픽, 채널. */
export default {}
