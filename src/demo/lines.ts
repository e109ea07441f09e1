import type { Priority } from '../model/message.ts'

export type Language = 'en' | 'ko'

/** Which of the bots' two languages a line is in. */
export function languageOf(text: string): Language {
  return /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en'
}

/** Those who talk without being asked, by language. */
export const BOTS: Record<Language, readonly [string, string]> = {
  en: ['Ada', 'Theo'],
  ko: ['하나', '민준'],
}

const NAMES: ReadonlySet<string> = new Set(Object.values(BOTS).flat())

/** Does this author answer nobody's questions but a person's? */
export function isBot(author: string): boolean {
  return NAMES.has(author)
}

/** How a bot answers: the first pattern that a line matches; the last one matches all. `…` becomes the line. */
export const ANSWERS: Record<Language, readonly { to: RegExp; say: readonly string[] }[]> = {
  en: [
    { to: /\b(hi|hello|hey|howdy)\b/i, say: ['Hello! Nice to have you here.', 'Hi there, welcome aboard.'] },
    { to: /\b(thanks|thank you|thx)\b/i, say: ['Any time.', 'You are welcome.'] },
    { to: /\b(bye|goodbye|see you)\b/i, say: ['See you on the other side of the wire.', 'Bye, take care!'] },
    { to: /\?\s*$/, say: ['Good question. I would try it and watch the wire.', 'I think so, but ask Ada.'] },
    { to: /^/, say: ['“…”: noted.', 'Loud and clear: “…”', 'Understood. Anything else on your mind?'] },
  ],
  ko: [
    { to: /안녕|반가|하이/, say: ['안녕하세요! 반갑습니다.', '어서 오세요, 환영해요.'] },
    { to: /고마|감사/, say: ['천만에요.', '언제든지요!'] },
    { to: /잘 ?가|바이|다음에/, say: ['다음에 또 봐요.', '조심히 가세요!'] },
    { to: /\?\s*$|까요?\s*$|나요\s*$/, say: ['좋은 질문이네요. 한번 해 볼까요?', '제 생각에는 그래요.'] },
    { to: /^/, say: ['“…” 잘 받았어요.', '네, 또렷하게 들려요: “…”', '알겠어요. 또 하고 싶은 말 있어요?'] },
  ],
}

/** Small talks of two, line by line in turn. */
export const TALKS: Record<Language, readonly (readonly string[])[]> = {
  en: [
    ['Did the night train leave on time?', 'Two minutes late, but nobody noticed.'],
    [
      'The new signal lamps look great.',
      'They do. And they need half the power.',
      'Then let us light them all.',
    ],
    ['Coffee?', 'Always.'],
    ['Anyone watching the humidity today?', 'I am. It is steady, for once.'],
    ['The reconnect works: I pulled the plug and nobody fell out.', 'So that was you!'],
  ],
  ko: [
    ['오늘 밤 열차는 제시간에 떠났나요?', '2분 늦었는데 아무도 몰랐어요.'],
    ['새 신호등 정말 예쁘네요.', '그렇죠? 전기도 절반만 써요.', '그럼 다 켜 볼까요?'],
    ['커피 한잔할래요?', '언제나 좋죠.'],
    ['오늘 습도 보고 있는 사람 있어요?', '저요. 웬일로 안정적이네요.'],
    ['선을 뽑아 봤는데 바로 다시 연결됐어요.', '그게 당신이었군요!'],
  ],
}

/** What there is to be notified of, and how urgent it is. */
export const NOTICES: readonly { title: string; body: string; priority: Priority }[] = [
  { title: 'Build passed', body: 'main is green again after 3 min 12 s.', priority: 2 },
  { title: '백업 완료', body: '야간 백업 18.4GB가 이상 없이 끝났습니다.', priority: 2 },
  { title: 'Front door opened', body: 'Someone came in by the front door.', priority: 3 },
  { title: '현관문 열림', body: '현관문이 2분째 열려 있습니다.', priority: 4 },
  { title: 'Disk almost full', body: '/var has 4 % left on signal-2.', priority: 4 },
  { title: '빌드 실패', body: 'main 브랜치의 테스트 2개가 실패했습니다.', priority: 4 },
  { title: 'Parcel delivered', body: 'A parcel is waiting at the platform office.', priority: 1 },
  { title: '연기 감지', body: '3번 선로 변전실에서 연기가 감지되었습니다. 확인하세요.', priority: 5 },
  { title: 'Water leak', body: 'The cellar sensor is wet. Close the main valve.', priority: 5 },
  { title: '세탁 끝', body: '빨래가 다 됐어요.', priority: 1 },
  { title: 'Certificate renewed', body: 'signal.example is good for another 90 days.', priority: 3 },
  { title: '새 로그인', body: '새 기기에서 로그인했습니다. 본인이 맞나요?', priority: 3 },
]
