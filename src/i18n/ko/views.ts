/** 세 가지 보기. */
export default {
  'view.chat': '채팅',
  'view.notifications': '알림',
  'view.polling': '실시간 값',
}
