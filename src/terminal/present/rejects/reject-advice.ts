import {gap, ours, type PlainStep, type Run, say} from '../../../errors/next-step.js'
import type {RejectGroup} from '../../../rejects/list-rejects.js'
import type {ModeField} from '../../../rows/run-mode.js'
import {inSettings} from '../../../shared/text/setting-words.js'
import {isOfPairs} from '../mode-words.js'

/** Where the rows went, for commands and links. */
export interface RejectPlace extends ModeField {
  readonly run: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly source: {readonly name: string}
  readonly parent?: string
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly portalId: number
  readonly profile: string
  /** Its rows came from an engine. */
  readonly engine?: true
  /** Such as https://app.hubspot.com. */
  readonly appUrl: string
}

/** What to do about the rejects of a group: a command or a link with what it is for, or a sentence. */
export function adviceOf(group: RejectGroup, place: RejectPlace): PlainStep {
  const step = stepOf(group, place)
  if (place.engine === undefined) return step
  const note = step.note === undefined ? undefined : inSettings(step.note)
  return 'say' in step ? say(inSettings(step.say), note) : {...step, note}
}

function stepOf(group: RejectGroup, place: RejectPlace): PlainStep {
  const {code, example} = group
  const ofPair = isOfPairs(place.mode) ? OF_PAIRS.get(code) : undefined
  if (ofPair !== undefined) return say(ofPair)
  if (isCommanded(code)) return wholeCommand(code, place)
  switch (code) {
    case 'INVALID_OPTION':
    case 'READ_ONLY_PROPERTY':
      return objectsCommand(
        place,
        example.property === undefined ? [] : ['--property', example.property],
        FOR_PROPERTY[code],
      )
    case 'OWNER_NOT_FOUND':
      return ours(['objects', 'owners', ...ofProfile(place)], 'lists owners: an e-mail, a name or an id names one')
    case 'UNKNOWN_PROPERTY':
      return objectsCommand(
        place,
        ['--search', example.property ?? ''],
        'searches for its name; or drop the column with --ignore',
      )
    case 'INVALID_NUMBER':
    case 'REFUSED':
      return breaksRule(example)
        ? objectsCommand(place, ['--property', example.property ?? ''], 'shows the rules for its values')
        : say(SENTENCES[code])
    case 'AMBIGUOUS_VALUE':
      return say(ambiguousAdvice(example.value))
    case 'CONFLICT':
      return conflictAdvice(group, place)
    case 'NOT_FOUND':
      return say(example.property === 'hs_object_id' ? 'No record has this id.' : SENTENCES.NOT_FOUND)
    default:
      return say(SENTENCES[code])
  }
}

/** A number that is one, or a value that was refused before it was sent: an admin has set a rule for it. */
function breaksRule({code, property, value = '', attempts}: RejectGroup['example']): boolean {
  if (property === undefined) return false
  return code === 'REFUSED' ? attempts === 0 : /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value.trim())
}

const FOR_PROPERTY = {
  INVALID_OPTION: 'lists its options',
  READ_ONLY_PROPERTY: 'explains why; drop the column with --ignore',
} as const

/** Both ways or none: a flag that is named alone would be pasted alone. */
function ambiguousAdvice(value = ''): string {
  const text = value.trim()
  if (!/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return SENTENCES.AMBIGUOUS_VALUE
  const [whole, fraction] = [text.replace(',', ''), text.replace(',', '.')]
  return `Only you know which: --thousands , reads ${text} as ${whole}, --decimal-comma reads it as ${fraction}.`
}

function objectsCommand(place: RejectPlace, flags: readonly string[], note: string): Run {
  return ours(['objects', place.object.name, ...ofProfile(place), ...flags], note)
}

function ofProfile({profile}: RejectPlace): readonly string[] {
  return profile === 'default' ? [] : ['--profile', profile]
}

function conflictAdvice({example: {existingId, row}}: RejectGroup, place: RejectPlace): PlainStep {
  if (existingId === undefined)
    return say('Find the record that has the value in HubSpot: merge the two, or remove the value there.')
  const {appUrl, portalId, object, profile} = place
  const record =
    profile === 'sandbox'
      ? `record ${existingId}`
      : `${appUrl}/contacts/${portalId}/record/${object.objectTypeId}/${existingId}`
  return say(record, `has the value of row ${row}: merge the two, or remove the value there`)
}

type CommandedCode = keyof typeof COMMANDS

function isCommanded(code: RejectGroup['code']): code is CommandedCode {
  return Object.hasOwn(COMMANDS, code)
}

/** To be pasted as it is, but for the gap. Rows of `--mode delete` are not sent again: they make another push. */
function wholeCommand(code: CommandedCode, {run, mode}: RejectPlace): Run {
  const [verb, use] = COMMANDS[code]
  if (verb === 'retry' && mode !== 'delete') return ours(['rejects', 'retry', run, '--code', code], use)
  const words = ['rejects', 'export', run, '--code', code, '--output', gap('FILE')]
  return ours(words, verb === 'retry' ? 'for another push with --mode delete' : use)
}

/** `retry`: nothing has to be corrected in the rows. */
const COMMANDS = {
  KEY_INVALID: ['export', 'writes them to a file, to correct the keys'],
  INVALID_EMAIL: ['export', 'writes them to a file, to correct the values'],
  TOO_LONG: ['export', 'writes them to a file, to shorten the values'],
  UNREADABLE_ROW: ['export', 'writes the lines to FILE.unreadable, to correct them'],
  UNACCOUNTED: ['retry', 'sends them again: rows that were already written are only updated'],
  ASSOCIATION_NOT_FOUND: ['retry', 'sends the links alone, once the missing records are pushed'],
  ASSOCIATION_LIMIT: ['retry', 'sends the links alone, once HubSpot has room for them'],
  ASSOCIATION_REFUSED: ['retry', 'sends the links alone, once the reasons are settled'],
  LIST_REFUSED: ['retry', 'adds the records to the list, without sending the rows again'],
} as const satisfies Partial<Record<RejectGroup['code'], readonly ['export' | 'retry', string]>>

/** Where rows are pairs of records that exist (`associate`). */
const OF_PAIRS: ReadonlyMap<RejectGroup['code'], string> = new Map([
  ['KEY_MISSING', 'Fill in both records of each pair in an exported file.'],
  ['NOT_FOUND', 'Push the records that are missing first, then send the pairs again: rejects retry.'],
  ['ASSOCIATION_NOT_FOUND', 'Push the records that are missing first, then send the pairs again: rejects retry.'],
  ['ASSOCIATION_REFUSED', 'See the reasons, and correct the pairs in an exported file.'],
])

const SENTENCES = {
  KEY_MISSING: 'Fill in the key in an exported file, or match on another property with --key.',
  CELL_ERROR: 'Correct the formulas in the workbook and push it again, or correct the cells in an exported file.',
  INVALID_NUMBER:
    'Write digits with a decimal point; for 1.234,56 push with --decimal-comma, for 1,234.56 with --thousands , instead.',
  INVALID_DATE: 'Write dates as 2026-11-23, or push with --date-format.',
  INVALID_DATETIME: 'Write times as 2026-11-23T17:02:55Z, or push with --date-format and --time-zone.',
  INVALID_BOOLEAN: 'Write true or false.',
  AMBIGUOUS_VALUE:
    'Each message gives both readings: pass the flag for the right one, or write the value so that it has only one.',
  REQUIRED_PROPERTY_MISSING: 'A new record needs this property: add a column, or push with --set.',
  NOT_FOUND: 'No record has this key; a push without --mode update creates it.',
  ALREADY_EXISTS: 'A record already has this key; a push without --mode create updates it.',
  DUPLICATE_KEY: 'The key came earlier in the file; push with --duplicates apply to apply every row.',
  NOT_PRIMARY_EMAIL: 'Name the contact by its primary e-mail, if you mean it; each message gives it.',
  MERGED_RECORD: 'Use the id of the other record, if you mean it; each message gives it.',
  CHANGED_SINCE: 'Look at the records in HubSpot. To archive them anyway, push their ids with --mode delete.',
  LINKED_SINCE: 'Look at the records in HubSpot. To archive them anyway, push their ids with --mode delete.',
  IN_DOUBT: 'Look at the records in HubSpot. To archive them anyway, push their ids with --mode delete.',
  REFUSED: 'See the reasons: for a missing scope, log in again; for other causes, check HubSpot’s settings.',
} as const
