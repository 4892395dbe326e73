/** Indexes of the styles of cells. */
export const STYLE = {text: 1, day: 2, moment: 3} as const

/** Digits of numbers that begin with zeros. */
const FEWEST_DIGITS = 2
const MOST_DIGITS = 15

/** The style that shows so many digits at least. */
export function zerosStyle(digits: number): number {
  return STYLE.moment + 1 + Math.min(digits, MOST_DIGITS) - FEWEST_DIGITS
}

const zeros = Array.from({length: MOST_DIGITS - FEWEST_DIGITS + 1}, (_, at) => '0'.repeat(FEWEST_DIGITS + at))
/** The first id that a file may define. */
const FIRST_ID = 164
const formats = ['yyyy\\-mm\\-dd', 'yyyy\\-mm\\-dd\\ hh:mm:ss.000', ...zeros]
/** As they are, texts, and the formats above. */
const ids = [0, 49, ...formats.map((_, at) => FIRST_ID + at)]

export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${formats.length}">${formats.map((code, at) => `<numFmt numFmtId="${FIRST_ID + at}" formatCode="${code}"/>`).join('')}</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${ids.length}">${ids.map(id => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
