/**
 * What programs write for no value. Compared as written: NULL is mysql's, \N the one of COPY, NA of R, nan of pandas.
 */
const NULL_WORDS = [
  ...[
    'NULL',
    'null',
    'Null',
    '\\N',
    'NA',
    'N/A',
    'n/a',
    '#N/A',
    '#NA',
    '<NA>',
    'None',
    'none',
    'nil',
    'NIL',
    'nan',
    'NaN',
    'NAN',
  ],
  ...['(null)', '(NULL)', '<null>', '<NULL>', '[NULL]', '[null]', 'undefined', '(blank)', '(none)', '-', '--', 'NaT'],
]
/**
 * Formulas that failed, as spreadsheets show them in English, German, French and Spanish; the hashes are of a column
 * too narrow for its numbers.
 */
const ERROR_WORDS = [
  ...[
    '#REF!',
    '#VALUE!',
    '#DIV/0!',
    '#NAME?',
    '#NULL!',
    '#NUM!',
    '#SPILL!',
    '#CALC!',
    '#FIELD!',
    '#GETTING_DATA',
    '#CONNECT!',
    '#BLOCKED!',
  ],
  ...[
    '#NV',
    '#WERT!',
    '#BEZUG!',
    '#ZAHL!',
    '#VALEUR!',
    '#NOM?',
    '#NOMBRE?',
    '#¡REF!',
    '#¡VALOR!',
    '#¡DIV/0!',
    '#¡NUM!',
  ],
]
const LONGEST = 14
const HASHES = /^#{3,}$/

export type OddWord = 'null' | 'error'

const WORDS: ReadonlyMap<string, OddWord> = new Map([
  ...NULL_WORDS.map(word => [word, 'null'] as const),
  ...ERROR_WORDS.map(word => [word, 'error'] as const),
])
const BEGINS = tableOf(0)
const GOES_ON = tableOf(1)
const PLUS = 43
const NINE = 57
const BLANK = 32

/** By character code: 1 where a word has the character at that place. */
function tableOf(place: number): Uint8Array {
  const characters = new Set(['#', ...[...WORDS.keys()].map(word => word[place])])
  return Uint8Array.from({length: 128}, (_, code) => (characters.has(String.fromCharCode(code)) ? 1 : 0))
}

/**
 * Called for every cell of a file, to spare most of them a closer look: false where it can be neither an odd word nor a
 * number as spreadsheets shorten it.
 */
export function mayBeOdd(cell: string): boolean {
  const {length} = cell
  if (length > LONGEST) return false
  const first = cell.charCodeAt(0)
  if (first <= NINE && (cell.charCodeAt(length - 3) === PLUS || cell.charCodeAt(length - 4) === PLUS)) return true
  return (BEGINS[first] === 1 && (length === 1 || GOES_ON[cell.charCodeAt(1)] === 1)) || first === BLANK
}

/** Blanks around it are those of programs that fill cells up. */
export function oddWord(cell: string): OddWord | undefined {
  return WORDS.get(cell) ?? WORDS.get(cell.trim()) ?? (HASHES.test(cell) ? 'error' : undefined)
}
