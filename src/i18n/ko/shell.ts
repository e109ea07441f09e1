/** 틀: 사이드바, 첫 화면, 양식, 상태. */
export default {
  'app.name': 'Signalbox',
}
