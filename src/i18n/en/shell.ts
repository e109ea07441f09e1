/** The shell: sidebar, welcome, form, status. */
export default {
  'app.name': 'Signalbox',
}
