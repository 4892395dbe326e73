import {readdirSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {sharedDir} from '../support/shared-material.js'
import {CRM, ENDINGS, type Facts} from './support/crm-table.js'
import {python, readWithPython} from './support/read-with-python.js'
import {readPortal, type Stored, sitDown, type Walk, walk} from './support/walk.js'

const CASES = join(sharedDir ?? '', 'cases', 'crm')
const isHere = sharedDir !== undefined && !isMissing(python)
/** Processes at a time. */
const TOGETHER = 3

interface Walked extends Walk {
  readonly file: string
  readonly ending: Facts['ending']
  readonly contacts: readonly Stored[]
  readonly owners: ReadonlyMap<string, string>
}

const walked = new Map<string, Walked>()
const homes: string[] = []

describe.skipIf(!isHere)('for every file of cases/crm, what is printed first is typed until there is an end', () => {
  const files = isHere ? readdirSync(CASES).sort() : []

  beforeAll(async () => {
    const left = [...files]
    const work = async (): Promise<void> => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) walked.set(file, await walkFile(file))
    }
    await Promise.all(Array.from({length: TOGETHER}, work))
  }, 600_000)

  afterAll(() => Promise.all(homes.map(home => rm(home, {recursive: true, force: true}))))

  test.each(files)('%s', file => {
    const {steps, isLoop, ending, contacts, ...others} = walked.get(file) ?? missing(file)
    const facts = CRM[file] ?? missing(file)
    const commands = steps.map(({command, code}) => `[${code}] ${command}`)
    expect({isLoop, commands}).toEqual({isLoop: false, commands})
    expect(steps.filter(({code}) => code === 1 || code === 2)).toEqual([])
    expect(steps.filter(({command}) => / --yes\b/.test(command))).toEqual([])
    expect(wrongValues(contacts, facts, {...others, file})).toEqual([])
    expect({file, ending, isAsGood: ENDINGS.indexOf(ending) >= ENDINGS.indexOf(facts.ending)}).toMatchObject({
      isAsGood: true,
    })
    expect(contacts.length).toBeGreaterThanOrEqual(facts.stored)
    if (ending === 'decide') expect(steps.at(-1)?.output).toMatch(/Error: .{20}|the same pipeline without --dry-run/)
  })

  test('nothing is written before a dry run, unless the mapping was clear', () => {
    const pushes = [...walked.values()].flatMap(({steps}) => steps.slice(1, 2))
    expect(pushes.filter(({command}) => !command.includes('--dry-run'))).toEqual([])
  })

  test('at least 45 end right', () => {
    const right = [...walked.values()].filter(({ending, contacts}) => ending !== 'decide' && contacts.length > 0)
    expect(right.length).toBeGreaterThanOrEqual(45)
  })
})

async function walkFile(file: string): Promise<Walked> {
  const home = await mkdtemp(join(tmpdir(), 'hubspot-push-walk-'))
  homes.push(home)
  await sitDown(home, join(CASES, file))
  const went = await walk(home, `hubspot-push push ${file} --object CONTACT --profile sandbox`)
  const {code = null, command = ''} = went.steps.at(-1) ?? {}
  const isPush = !command.includes('--dry-run')
  const ending = isPush && code === 0 ? 'pushed' : isPush && code === 3 ? 'rejected' : 'decide'
  return {...went, file, ending, ...(await readPortal(home))}
}

/** What is stored otherwise than Python reads the file, or from nowhere. */
function wrongValues(
  contacts: readonly Stored[],
  facts: Facts,
  {file, owners}: Pick<Walked, 'file' | 'owners'>,
): readonly string[] {
  if (contacts.length === 0) return []
  const rows = readWithPython(join(CASES, file), facts)
  const byKey = new Map<string, Readonly<Record<string, string>>[]>()
  const [keyColumn] = Object.entries(facts.columns).find(([, property]) => property === 'email') ?? ['']
  for (const row of rows) {
    const key = trimmed(row[keyColumn]).toLowerCase()
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  const meant = (property: string, cell: string): string => {
    if (property === 'email') return cell.toLowerCase()
    if (property === 'hubspot_owner_id') return owners.get(cell.toLowerCase()) ?? ''
    return facts.values?.[property]?.[cell] ?? cell
  }
  const columnOf = new Map(Object.entries(facts.columns).map(([column, property]) => [property, column]))
  return contacts.flatMap(record => {
    const same = byKey.get(record['email'] ?? '')
    if (same === undefined) return [`no row has ${record['email']}`]
    const stored = Object.entries(record).filter(
      ([name, value]) => value !== null && value !== '' && !OF_HUBSPOT.has(name) && !isDefault(name, value, columnOf),
    )
    return stored.flatMap(([property, value]) => {
      const cells = same.map(row => row[columnOf.get(property) ?? ''] ?? '').filter(cell => trimmed(cell) !== '')
      return cells.some(cell => cell === value || meant(property, trimmed(cell)) === value)
        ? []
        : [`${record['email']}: ${property} is ${value}, and the file has ${cells}`]
    })
  })
}

/** What comes with every record. */
const OF_HUBSPOT: ReadonlySet<string> = new Set(['createdate', 'lastmodifieddate', 'hs_object_id', 'hs_pipeline'])

/** A new contact without a life cycle stage is a lead. */
function isDefault(property: string, value: string | null, columnOf: ReadonlyMap<string, string>): boolean {
  return property === 'lifecyclestage' && value === 'lead' && !columnOf.has(property)
}

function trimmed(cell: string | undefined): string {
  return (cell ?? '').replaceAll('\u200b', '').trim()
}

function missing(file: string): never {
  throw new Error(`${file} has no facts`)
}
