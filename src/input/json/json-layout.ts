import {type JsonDocument, listOrRow, severalLists} from './json-errors.js'
import {outlineObject} from './list-finder.js'
import {beginValue, valueEnd} from './value-scan.js'

/** Where the rows of a JSON file are. */
export type JsonLayout = 'one per line' | {readonly path: readonly string[]}

interface LayoutQuestion extends JsonDocument {
  /** The beginning of the file, decoded. */
  readonly head: string
  /** What the user, or the file's extension, said. */
  readonly named?: 'json' | 'jsonl' | undefined
  readonly isForced: boolean
}

/**
 * One object per line is read by lines: one that is broken costs its line alone. Throws FORMAT_UNKNOWN where rows may
 * be either of two.
 */
export function jsonLayout(question: LayoutQuestion): JsonLayout {
  const head = question.head.replace(/^[\s\u001E\uFEFF]+/, '')
  if (!head.startsWith('{')) return {path: []}
  const isJsonl = question.named === 'jsonl'
  const path = isJsonl && question.isForced ? [] : listPath(head, question)
  if (path.length > 0) return {path}
  if (question.named === 'json' && question.isForced) return {path}
  return isByLines(head, isJsonl) ? 'one per line' : {path}
}

/** The list that holds the rows; empty where the object itself is one. */
function listPath(head: string, question: LayoutQuestion): readonly string[] {
  const {lists, empty, scalars, end} = outlineObject(head, 0)
  const [list, ...others] = lists
  const isRow = scalars.some(name => !ABOUT_A_LIST.has(fold(name)))
  if (list === undefined) return isRow ? [] : (empty.find(isUsual) ?? [])
  if (others.length > 0) {
    if (isRow || !lists.some(isUsual)) return []
    throw severalLists(
      question,
      [...lists].sort((a, b) => Number(isUsual(b)) - Number(isUsual(a))),
    )
  }
  if (!isRow) return question.named === 'jsonl' && end === undefined && !isUsual(list) ? [] : list
  const isOnly = end === undefined || /^[\s\u001E]*$/.test(head.slice(end))
  if (question.named === 'json' && question.isForced && isOnly) return list
  if (isOnly && isUsual(list) && question.named !== 'jsonl') throw listOrRow(question, list)
  return []
}

function isUsual(list: readonly string[]): boolean {
  return USUAL_LISTS.has(fold(list.at(-1) ?? ''))
}

function fold(name: string): string {
  return name.replace(/[^a-z]/gi, '').toLowerCase()
}

/** As APIs call the list of what was asked for. */
const USUAL_LISTS: ReadonlySet<string> = new Set(
  'results result records items data rows value values list entries hits elements content objects resources nodes edges contacts companies deals tickets people persons users customers members accounts leads organizations'.split(
    ' ',
  ),
)

/** As APIs call what they tell beside the list. */
const ABOUT_A_LIST: ReadonlySet<string> = new Set(
  'total totals totalsize totalcount totalresults totalpages totalitems totalrecords count size length num numresults page pages pagesize pagenumber currentpage perpage limit max offset skip start next nextpage nextpagetoken nextlink nextrecordsurl nextcursor odatacount odatacontext odatanextlink odataetag previous prev last first cursor after before hasmore more hasnext hasnextpage done islast complete status statuscode success ok code error message time took timedout timestamp date generated generatedat exportedat createdat startedat completedat requestedat version apiversion schema object kind type etag url self href query requestid correlationid context numerrors'.split(
    ' ',
  ),
)

/**
 * At least half of the whole lines hold one value each, sound or not; of a line without end, what was said of the file
 * decides.
 */
function isByLines(head: string, isJsonl: boolean): boolean {
  const lines = head.split(/\r?\n/)
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines)
    .map(line => line.replace(/^\u001E/, '').trim())
    .filter(line => line !== '')
  if (lines.length === 1 && !isOneValue(whole[0] ?? '')) return isJsonl && !isFollowed(whole[0] ?? '')
  return whole.filter(isOneValue).length * 2 >= whole.length
}

function isOneValue(line: string): boolean {
  return line.startsWith('{') && valueEnd(line, beginValue(0), true) === line.length
}

/** Whether a first value ends within the line, and more comes. */
function isFollowed(line: string): boolean {
  return valueEnd(line, beginValue(0), false) >= 0
}
