/** The three views. */
export default {
  'view.chat': 'Chat',
  'view.notifications': 'Notifications',
  'view.polling': 'Live value',
}
