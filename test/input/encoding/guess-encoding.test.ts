import iconv from 'iconv-lite'
import {expect, test} from 'vitest'
import {guessEncodings} from '../../../src/input/encoding/guess-encoding.js'

const CASES: readonly (readonly [encoding: string, cells: readonly string[]])[] = [
  ['windows-1252', ['Jürgen', 'Groß']],
  ['windows-1252', ['Müller']],
  ['windows-1252', ['Élodie', 'Lefèvre', 'Saint-Étienne']],
  ['windows-1252', ['José', 'Núñez', 'A Coruña']],
  ['windows-1252', ['João', 'São Paulo', 'Conceição']],
  ['windows-1252', ['MÜNCHEN', 'GRÖSSE']],
  ['windows-1252', ['Søren', 'Ærø', 'Åse']],
  ['windows-1252', ['It’s Ann – “best”', 'Café']],
  ['windows-1250', ['Łukasz', 'Żółć', 'Łódź']],
  ['windows-1250', ['Łukasz Żółć']],
  ['windows-1250', ['Źdźbło', 'Łęcki']],
  ['windows-1250', ['Kraków', 'Gęś', 'Świetlana']],
  ['windows-1250', ['Jiří', 'Dvořák', 'Plzeň']],
  ['windows-1251', ['Анна', 'Каренина', 'Москва']],
  ['windows-1251', ['Юрий']],
  ['windows-1251', ['МОСКВА', 'Ёлкин']],
  ['koi8-r', ['Анна', 'Каренина', 'Москва']],
  ['cp866', ['Анна', 'Каренина', 'Москва']],
  ['shift_jis', ['山田太郎', '株式会社サンプル']],
  ['shift_jis', ['会員番号', '氏名', 'メールアドレス']],
  ['shift_jis', ['佐藤', '東京都']],
  ['gbk', ['伟', '王', '北京']],
  ['gbk', ['张三', '上海市浦东新区']],
  ['big5', ['陳大文', '臺北市']],
  ['big5', ['王小明', '高雄']],
  ['euc-kr', ['김철수', '서울특별시']],
  ['euc-kr', ['이영희', '부산']],
  ['euc-jp', ['山田太郎', '株式会社サンプル']],
  ['cp850', ['Jürgen', 'Groß', 'Köln']],
  ['cp850', ['Élodie', 'Besançon']],
  ['macintosh', ['Jürgen', 'Groß', 'Köln']],
  ['macintosh', ['Élodie', 'Besançon', 'Núñez']],
  ['windows-1254', ['Ayşe', 'Yıldız', 'İstanbul']],
  ['windows-1253', ['Γιώργος', 'Παπαδόπουλος', 'Αθήνα']],
  ['windows-1257', ['Jānis', 'Bērziņš', 'Rīga']],
  ['windows-1255', ['דוד', 'כהן', 'תל אביב']],
  ['windows-1256', ['محمد', 'علي', 'القاهرة']],
  ['cp852', ['Łukasz', 'Kraków', 'Gęś']],
  ['iso-8859-2', ['Święto', 'Żółć', 'Ľubica Šimková']],
]

test.each(CASES)('%s is found out from %j', (encoding, cells) => {
  const [guess] = guessEncodings(cells.map(cell => iconv.encode(cell, encoding)))
  expect(guess?.cells).toEqual(cells)
})

test('where a text is one in several languages, each of them is offered', () => {
  const guesses = guessEncodings(['Győr', 'Erdős'].map(cell => iconv.encode(cell, 'windows-1250')))
  expect(guesses.map(({encoding, cells}) => [encoding, ...cells])).toEqual([
    ['windows-1252', 'Gyõr', 'Erdõs'],
    ['windows-1250', 'Győr', 'Erdős'],
  ])
})

test('bytes that make sense in no encoding give no guess', () => {
  expect(guessEncodings([Buffer.from([0x61, 0xff, 0xfe, 0x81, 0x8d, 0x62])])).toEqual([])
})
