import {AppError} from '../../../errors/app-error.js'
import {ours} from '../../../errors/next-step.js'
import {isObject} from '../../../shared/json.js'
import type {PortalDefinitions} from './portal-definitions.js'
import {isRecording, portalFaults} from './portal-faults.js'

type Check = (value: unknown) => string | undefined
type Fields = Readonly<Record<string, Check>>

const text: Check = value => (typeof value === 'string' ? undefined : 'is not a text')
const filled: Check = value => (typeof value === 'string' && value !== '' ? undefined : 'is not a text')
const flag: Check = value => (typeof value === 'boolean' ? undefined : 'is neither true nor false')
const count: Check = value => (Number.isSafeInteger(value) ? undefined : 'is not a whole number')
const orNull =
  (check: Check): Check =>
  value =>
    value === null ? undefined : check(value)
const oneOf =
  (...words: readonly string[]): Check =>
  value =>
    words.some(word => word === value) ? undefined : `is none of ${words.join(', ')}`
const list =
  (check: Check): Check =>
  value => {
    if (!Array.isArray(value)) return 'is not an array'
    for (const [index, each] of value.entries()) {
      const problem = check(each)
      if (problem !== undefined) return `[${nameOf(each, index)}]${joined(problem)}`
    }
    return undefined
  }
/** What is not listed is refused: most often it is a word misspelt, and what it was to say would be missing. */
const fields =
  (known: Fields, required: readonly string[] = []): Check =>
  value => {
    if (!isObject(value)) return 'is not an object'
    const missing = required.find(name => value[name] === undefined)
    if (missing !== undefined) return `lacks "${missing}"`
    const unknown = Object.keys(value).find(name => !Object.hasOwn(known, name))
    if (unknown !== undefined) return `cannot have "${unknown}", but ${Object.keys(known).join(', ')}`
    for (const [name, check] of Object.entries(known)) {
      const problem = Object.hasOwn(value, name) && value[name] !== undefined ? check(value[name]) : undefined
      if (problem !== undefined) return `.${name}${joined(problem)}`
    }
    return undefined
  }
/** A place goes on after a place. */
function joined(problem: string): string {
  return /^[.[]/.test(problem) ? problem : ` ${problem}`
}

/** `objects --all --json` records it; the sandbox has no use for it. */
const recorded: Check = () => undefined

const values: Check = value => (isObject(value) ? undefined : 'is not an object')

const OPTION = fields({value: text, label: text, description: text, displayOrder: count, hidden: flag}, ['value'])
const RULE = fields({type: filled, arguments: list(text), normalises: flag}, ['type'])
const PROPERTY = fields(
  {
    ...{name: filled, label: text, type: filled, fieldType: filled, description: text, groupName: filled},
    options: list(value => (typeof value === 'string' ? undefined : OPTION(value))),
    ...{displayOrder: count, calculated: flag, externalOptions: flag, referencedObjectType: text},
    ...{hasUniqueValue: flag, hidden: flag, hubspotDefined: flag, modificationMetadata: values, formField: flag},
    dataSensitivity: oneOf('non_sensitive', 'sensitive', 'highly_sensitive'),
    ...{createdAt: text, updatedAt: text, readOnly: flag, required: flag, rules: list(RULE)},
    ...{key: recorded, sensitivity: recorded},
  },
  ['name'],
)
const STAGE = fields({id: filled, label: text, metadata: values}, ['id'])
const OBJECT = fields(
  {
    ...{name: filled, label: text, singularLabel: text, fullyQualifiedName: filled, reason: orNull(text)},
    objectTypeId: value => (/^\d+-\d+$/.test(String(value)) ? undefined : 'is no type id such as 0-1 or 2-123'),
    ...{requiredProperties: list(filled), primaryDisplayProperty: filled, secondaryDisplayProperties: list(filled)},
    ...{searchableProperties: list(filled), properties: list(PROPERTY)},
    groups: list(fields({name: filled, label: text, displayOrder: count}, ['name'])),
    pipelines: list(fields({id: filled, label: text, stages: list(STAGE)}, ['id', 'stages'])),
    ...{custom: recorded, pushable: recorded, keys: recorded},
  },
  ['name'],
)
const OWNER = fields(
  {
    ...{id: filled, email: text, firstName: text, lastName: text, userId: count, archived: flag, type: text},
    ...{createdAt: recorded, updatedAt: recorded},
  },
  ['id'],
)
const ASSOCIATION = fields(
  {
    ...{from: filled, to: filled, label: orNull(filled), inverseLabel: orNull(filled), name: text, inverseName: text},
    category: oneOf('HUBSPOT_DEFINED', 'USER_DEFINED'),
    ...{typeId: count, inverseTypeId: orNull(count), most: orNull(count), inverseMost: orNull(count)},
  },
  ['from', 'to'],
)
const PORTAL = fields(
  {
    extends: oneOf('default'),
    portal: fields({
      ...{portalId: count, accountType: text, timeZone: text, uiDomain: text, companyCurrency: text},
      dataHostingLocation: text,
    }),
    missingScopes: list(text),
    ...{objects: list(OBJECT), owners: list(OWNER), associations: list(ASSOCIATION)},
  },
  ['objects'],
)

/** Checks what was read from a file. Throws USAGE naming the place that is wrong. */
export function readPortalFile(parsed: unknown, where = 'The portal file'): PortalDefinitions {
  const problem = PORTAL(parsed)
  if (problem !== undefined) throw unusable(where, problem.startsWith('.') ? problem.slice(1) : `it ${problem}`)
  const portal = parsed as PortalDefinitions // every part that is used was looked at
  const [fault] = isRecording(portal) ? [] : portalFaults(portal)
  if (fault !== undefined) throw unusable(where, fault)
  return portal
}

function unusable(where: string, fault: string): AppError {
  return new AppError('USAGE', `${where} cannot be used: ${fault}.`, {
    next: [{...ours(['objects', '--all', '--json']), output: 'portal.json'}],
  })
}

function nameOf(value: unknown, index: number): string {
  const name = isObject(value) ? (value['name'] ?? value['id']) : undefined
  return typeof name === 'string' ? name : String(index)
}
