/** 주소가 무엇이었는지, 그것으로 무엇을 할지. */
export default {
  'finding.label': '이 주소가 무엇인지',
  'finding.look': '무엇인지 알아보기',
  'finding.look-help': '주소를 살펴보고 나머지를 채웁니다. 읽기만 합니다.',
  'finding.looking': '{host} 주소를 살펴보는 중…',
  'finding.stop': '그만 보기',
  'finding.sure': '확실함',
  'finding.likely': '아마도',
  'finding.perhaps': '짐작',
  'finding.use': '연결',
  'finding.fill': '양식 채우기',
  'finding.change': '바꾸기…',
  'finding.other': '이럴 수도 있습니다:',
  'finding.nothing': '이 주소에서 연결할 것을 찾지 못했습니다.',
  'finding.anyway': '그래도 연결',
  'finding.again': '다시 살펴보기',
  'finding.found-at': '이 주소에서 찾은 것',
}
