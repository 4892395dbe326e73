import {AppError} from '../../../errors/app-error.js'
import {isObject} from '../../../shared/json.js'
import {readJsonLine} from '../../basics/json-place.js'
import {LINE, type SeedEntry} from './seed-entry.js'

type Check = (value: unknown) => boolean

const isText: Check = value => typeof value === 'string'
const isName: Check = value => typeof value === 'string' && value !== ''
const isTime: Check = value => typeof value === 'string' && !Number.isNaN(Date.parse(value))
/** Ids are numbers to the sandbox: those of HubSpot are far below this. */
const isId: Check = value => /^[1-9]\d{0,14}$/.test(String(value))
const isValue: Check = value => value === null || ['string', 'number', 'boolean'].includes(typeof value)
const isSource: Check = value => isObject(value) && isName(value['type'])
const isRef: Check = value => isObject(value) && isName(value['object']) && isId(value['id'])
const listOf =
  (check: Check): Check =>
  value =>
    Array.isArray(value) && value.every(check)

const RECORD = new Map<string, Check>([
  ['object', isName],
  ['id', isId],
  ['properties', value => isObject(value) && Object.values(value).every(isValue)],
  ['createdAt', isTime],
  ['updatedAt', isTime],
  ['archivedAt', isTime],
  ['mergedInto', isId],
  ['erased', value => value === true],
  ['source', isSource],
  ['changes', listOf(value => isObject(value) && isTime(value['at']) && isObject(value['before']))],
])
const LINK = new Map<string, Check>([
  ['from', isRef],
  ['to', isRef],
  ['labels', listOf(isText)],
  ['types', listOf(value => isObject(value) && isText(value['category']) && Number.isInteger(value['typeId']))],
])
const isMember: Check = value => isId(value) || (isObject(value) && isId(value['id']) && isTime(value['since']))
const LIST = new Map<string, Check>([
  ['list', isName],
  ['object', isName],
  ['id', isId],
  ['processingType', value => value === 'MANUAL' || value === 'DYNAMIC' || value === 'SNAPSHOT'],
  ['filterBranch', isObject],
  ['members', listOf(isMember)],
  ['createdAt', isTime],
  ['updatedAt', isTime],
  ['deleted', value => value === true],
])
const KINDS: readonly {readonly known: ReadonlyMap<string, Check>; readonly needs: readonly string[]}[] = [
  {known: LINK, needs: ['from', 'to']},
  {known: LIST, needs: ['list', 'object']},
  {known: RECORD, needs: ['object']},
]

/** Of JSON lines; empty ones are passed over. Throws USAGE naming the line. */
export function readSeed(text: string, where = 'The seed data'): SeedEntry[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const at = `${where}, line ${index + 1}`
    return [{...readSeedEntry(readJsonLine(line, at), at), [LINE]: index + 1}]
  })
}

/** Throws USAGE for what is no record, link or list. */
export function readSeedEntry(value: unknown, at: string): SeedEntry {
  const wrong = (problem: string) => new AppError('USAGE', `${at}: ${problem}.`)
  if (!isObject(value)) throw wrong('it is not a JSON object')
  // What it has tells which it is; a record has what all have.
  const {known, needs} = KINDS.find(kind => value[kind.needs[0] ?? ''] !== undefined) ?? {
    known: RECORD,
    needs: ['object'],
  }
  for (const name of needs) if (value[name] === undefined) throw wrong(`it lacks "${name}"`)
  for (const [name, each] of Object.entries(value)) {
    const check = known.get(name)
    if (check === undefined) throw wrong(`"${name}" is none of ${[...known.keys()].join(', ')}`)
    if (!check(each)) throw wrong(`"${name}" cannot be ${JSON.stringify(each)}`)
  }
  return value as unknown as SeedEntry // every part of it was looked at
}
