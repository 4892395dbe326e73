/** An encoding that files of people come in, and what its texts are made of. */
export type Candidate = Alphabet | Characters

interface Alphabet {
  /** As --encoding takes it. */
  readonly name: string
  /** Letters beyond ASCII that its languages use often, in lower case. */
  readonly letters: string
  /** Those that they use less. */
  readonly seldom: string
}

/** East Asian: two bytes a character. */
interface Characters {
  readonly name: string
  /** First bytes of the few thousand characters in daily use, from and to. */
  readonly daily: readonly (readonly [from: number, to: number])[]
  /** What names, addresses and headings are full of. */
  readonly frequent: string
}

const WESTERN = {letters: 'äöüßéèêàâáãåæçñíïóôøõëîúû', seldom: 'ìòùœÿýðþ'}
const CENTRAL = {letters: 'ąćęłńóśźżáčďéěíňřšťúůýžäöüőűßăâîșț', seldom: 'ţşđôëçŕľĺ'}
const CYRILLIC = {letters: 'абвгдеёжзийклмнопрстухчшьюяії', seldom: 'фцщъыэєґўљњћџђј'}
const JAPANESE =
  '佐藤鈴木高橋田中伊渡辺山本村小林加吉々口松井上斎清水池阿部森岡野石川前後島大太郎次三一二美子恵香花真由健翔東京都道府県市区町丁目番号株式会社有限氏名姓住所電話郵便生年月日性別男女メールアドレスのン'
const SIMPLIFIED =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡丁魏薛叶余潘杜夏钟田任方石金江史白文伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰平刚桂小大三四五一二北京上海天津重庆广东深圳杭州南武汉成都西安省市区县路街号公司有限科技集团姓名电话地址手机邮箱中国人民'
const TRADITIONAL =
  '陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋鄧杜傅文大小明華美麗玉淑雅婷怡君志偉家豪臺台北市中南桃園新竹高雄縣區鄉鎮路街巷號樓股份有限公司科技姓名電話地址手機香港九龍'
const KOREAN =
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민철수영희지은현진미경숙자준호동훈재상혜원선아연인천광대부산울특별시도군읍면리길로번기북충청라제세종회사주식이름전화소메일'

/** Likelier ones first: of two that fit equally well, the first is offered first. */
export const CANDIDATES: readonly Candidate[] = [
  {name: 'windows-1252', ...WESTERN},
  {name: 'windows-1250', ...CENTRAL},
  {name: 'windows-1251', ...CYRILLIC},
  {
    name: 'shift_jis',
    daily: [
      [0x82, 0x83],
      [0x88, 0x97],
    ],
    frequent: JAPANESE,
  },
  {name: 'gbk', daily: [[0xb0, 0xd7]], frequent: SIMPLIFIED},
  {name: 'big5', daily: [[0xa4, 0xc6]], frequent: TRADITIONAL},
  {name: 'euc-kr', daily: [[0xb0, 0xc8]], frequent: KOREAN},
  {
    name: 'euc-jp',
    daily: [
      [0xa4, 0xa5],
      [0xb0, 0xcf],
    ],
    frequent: JAPANESE,
  },
  {name: 'macintosh', ...WESTERN},
  {name: 'cp850', ...WESTERN},
  {name: 'windows-1254', letters: 'ıİişğüöç', seldom: 'âî'},
  {name: 'windows-1253', letters: 'αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ', seldom: 'ΐΰϊϋ'},
  {name: 'windows-1257', letters: 'āčēģīķļņšūžąęėįųõäöü', seldom: ''},
  {name: 'windows-1255', letters: 'אבגדהוזחטיכלמנסעפצקרשתךםןףץ', seldom: ''},
  {name: 'windows-1256', letters: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئ', seldom: 'پچژگ'},
  {name: 'cp852', ...CENTRAL},
  {name: 'cp866', ...CYRILLIC},
  {name: 'koi8-r', ...CYRILLIC},
  {name: 'iso-8859-2', ...CENTRAL},
  {name: 'iso-8859-5', ...CYRILLIC},
]
