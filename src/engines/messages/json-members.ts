import {beginValue, COLON, endOf, valueEnd} from '../../input/json/value-scan.js'
import {jsonStringEnd} from '../../shared/text/exact-json.js'

/** A member of an object, by where its value stands in the text. */
export interface TextMember {
  readonly name: string
  readonly from: number
  /** Behind its last character. */
  readonly to: number
}

const BLANKS = /\s*/y
const COMMA = /\s*,\s*/y

/** The members of the object whose brace is at `open`, in a text that JSON.parse has found sound. */
export function membersOf(text: string, open: number): readonly TextMember[] {
  const members: TextMember[] = []
  for (let at = endOf(BLANKS, text, open + 1); text[at] === '"'; ) {
    const nameEnd = jsonStringEnd(text, at)
    const from = endOf(COLON, text, nameEnd)
    const to = valueEnd(text, beginValue(from), true)
    members.push({name: String(JSON.parse(text.slice(at, nameEnd))), from, to})
    at = endOf(COMMA, text, to)
  }
  return members
}

/** The one that JSON.parse keeps where several have the name. */
export function memberOf(members: readonly TextMember[], wanted: string): TextMember | undefined {
  return members.findLast(({name}) => name === wanted)
}
