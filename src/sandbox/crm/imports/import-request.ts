import type {CrmContext} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, parseJson, wrongShape} from '../call/json-body.js'
import type {ObjectType} from '../portal/object-type.js'
import type {FormPart} from './read-form.js'

export type ImportOperation = 'CREATE' | 'UPDATE' | 'UPSERT'

/** What one column of the file is. */
export interface ImportColumn {
  readonly type: ObjectType
  /** Undefined: the column is not imported. */
  readonly property: string | undefined
  readonly isRecordId: boolean
  /** A unique property that rows are matched on. */
  readonly isKey: boolean
}

/** What an import asks for, held against the definitions there are. */
export interface ImportPlan {
  readonly name: string
  readonly dateOrder: string
  readonly operations: ReadonlyMap<string, ImportOperation>
  readonly files: readonly ImportFile[]
}

export interface ImportFile {
  /** As the form has it; undefined: it does not say. */
  readonly name: string | undefined
  readonly hasHeader: boolean
  readonly columns: readonly ImportColumn[]
}

const DATE_ORDERS: ReadonlySet<string> = new Set(['MONTH_DAY_YEAR', 'DAY_MONTH_YEAR', 'YEAR_MONTH_DAY'])
const OPERATIONS = ['CREATE', 'UPDATE', 'UPSERT'] as const

/** The part of a form that says what to do with the others. */
export function readRequest(parts: readonly FormPart[]): BodyObject {
  const request = parseJson(parts.find(({name}) => name === 'importRequest')?.text ?? 'null')
  if (request === null) throw validationRefusal('The form part importRequest is missing.')
  if (isJsonObject(request)) return request
  throw wrongShape('ImportRequest', request)
}

/** Throws for what it lacks, or what the sandbox does not do (docs/hubspot-api.md#imports). */
export function planOf(context: CrmContext, request: BodyObject): ImportPlan {
  const {name, files, dateFormat = 'MONTH_DAY_YEAR'} = request
  if (request['createContactListFromImport'] === true)
    throw new CrmRefusal(501, {message: 'The sandbox makes no list of what was imported.'})
  if (!Array.isArray(files) || files.length === 0) throw missingFields(['files'])
  return {
    name: typeof name === 'string' ? name : '',
    dateOrder: dateOrderOf(dateFormat),
    operations: operationsOf(context, request['importOperations']),
    files: files.map(file => fileOf(context, file)),
  }
}

function dateOrderOf(value: unknown): string {
  if (typeof value === 'string' && DATE_ORDERS.has(value)) return value
  throw validationRefusal(`dateFormat is one of ${[...DATE_ORDERS].join(', ')}, not ${JSON.stringify(value)}.`)
}

function operationsOf(context: CrmContext, given: unknown): ReadonlyMap<string, ImportOperation> {
  if (given === undefined || given === null) return new Map()
  if (!isJsonObject(given)) throw wrongShape('java.util.LinkedHashMap', given)
  return new Map(
    Object.entries(given).map(([name, value]) => {
      const operation = OPERATIONS.find(each => each === value)
      if (operation === undefined) throw validationRefusal(`Unknown import operation ${String(value)}.`)
      return [typeNamed(context, name).id, operation]
    }),
  )
}

function fileOf(context: CrmContext, file: unknown): ImportFile {
  if (!isJsonObject(file)) throw wrongShape('ImportFile', file)
  const {fileName, fileFormat = 'CSV', fileImportPage: page} = file
  if (!isJsonObject(page)) throw missingFields(['fileImportPage'])
  if (fileFormat !== 'CSV') throw noCsv(`files of the format ${String(fileFormat)}`)
  const mappings = page['columnMappings']
  if (!Array.isArray(mappings) || mappings.length === 0) throw missingFields(['columnMappings'])
  return {
    name: typeof fileName === 'string' ? fileName : undefined,
    hasHeader: page['hasHeader'] !== false,
    columns: mappings.map(mapping => columnOf(context, mapping)),
  }
}

export function noCsv(what: string): CrmRefusal {
  return new CrmRefusal(501, {message: `The sandbox imports CSV files in UTF-8, no ${what}: nothing was imported.`})
}

/** Columns that link rows of two files are not imported by the sandbox, and refused. */
function columnOf(context: CrmContext, mapping: unknown): ImportColumn {
  if (!isJsonObject(mapping)) throw wrongShape('ColumnMapping', mapping)
  const {columnObjectTypeId, propertyName, columnType, idColumnType} = mapping
  const kind = String(columnType ?? idColumnType ?? 'STANDARD')
  const [, idKind] = ID_KIND.exec(kind) ?? []
  if (typeof mapping['toColumnObjectTypeId'] === 'string' || kind === 'ASSOCIATION_KEYS')
    throw new CrmRefusal(501, {message: 'The sandbox imports no columns that link the rows of several files.'})
  if (typeof columnObjectTypeId !== 'string') throw missingFields(['columnObjectTypeId'])
  const type = typeNamed(context, columnObjectTypeId)
  const property = typeof propertyName === 'string' && propertyName !== '' ? propertyName : undefined
  return {
    type,
    property,
    isRecordId: idKind === 'OBJECT' || property === 'hs_object_id',
    isKey: idKind === 'ALTERNATE' || NATURAL_KEYS.get(type.id) === property,
  }
}

const ID_KIND = /^HUBSPOT_(OBJECT|ALTERNATE)_ID$/

/** What HubSpot matches rows on without being told. */
const NATURAL_KEYS: ReadonlyMap<string, string> = new Map([
  ['0-1', 'email'],
  ['0-2', 'domain'],
])

function typeNamed(context: CrmContext, name: string): ObjectType {
  const type = context.findType(name)
  if (type) return type
  throw unknownTypeRefusal(name)
}
