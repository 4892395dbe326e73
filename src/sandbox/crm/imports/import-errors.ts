import type {RowRefusal} from '../objects/row-refusal.js'
import type {CrmRecord} from '../records/record-store.js'
import type {ImportOperation} from './import-request.js'

/** Why a cell or a row was not imported. `column` counts from 1; undefined where the whole row is meant. */
export interface ImportProblem {
  readonly errorType: string
  readonly errorMessage: string
  readonly column: number | undefined
  readonly invalidValue: string | undefined
}

/** HubSpot's names for what its API calls otherwise (docs/hubspot-api.md#imports). */
const ERROR_TYPES: ReadonlyMap<string, string> = new Map([
  ['INVALID_EMAIL', 'INVALID_EMAIL'],
  ['INVALID_OPTION', 'INVALID_ENUMERATION_OPTION'],
  ['INVALID_DATE', 'COULD_NOT_PARSE_DATE'],
  ['INVALID_LONG', 'COULD_NOT_PARSE_DATE'],
  ['INVALID_INTEGER', 'COULD_NOT_PARSE_NUMBER'],
  ['INVALID_LENGTH', 'COLUMN_TOO_LARGE'],
  ['PROPERTY_DOESNT_EXIST', 'PROPERTY_DEFINITION_NOT_FOUND'],
  ['GDPR_BLACKLISTED_EMAIL', 'GDPR_BLACKLISTED_EMAIL'],
])

/** One for each value; without a property where the whole row was refused. */
export function problemsOf(refused: RowRefusal): (ImportProblem & {readonly property: string | undefined})[] {
  const unplaced = {column: undefined, invalidValue: undefined}
  if (refused.problems.length === 0)
    return [{errorType: rowErrorType(refused), errorMessage: refused.message, property: undefined, ...unplaced}]
  return refused.problems.map(({error, message, name}) => ({
    ...{
      errorType: ERROR_TYPES.get(error) ?? 'INVALID_CUSTOM_PROPERTY_VALIDATION',
      errorMessage: message,
      property: name,
    },
    ...unplaced,
  }))
}

function rowErrorType({isUniqueClash, category, context}: RowRefusal): string {
  if (isUniqueClash || category === 'CONFLICT') return 'DUPLICATE_UNIQUE_PROPERTY_VALUE'
  return Object.hasOwn(context, 'properties') ? 'MISSING_REQUIRED_PROPERTY' : 'FAILED_VALIDATION'
}

/** The cell that a row is matched by. */
interface KeyCell {
  readonly column: number
  readonly invalidValue: string
  /** It is a record id. */
  readonly isId: boolean
}

/** A row that must be new and is not, or the other way round; or an id that no record has. */
export function keyProblem(
  operation: ImportOperation,
  existing: CrmRecord | undefined,
  key: KeyCell | undefined,
): ImportProblem | undefined {
  const place = {column: key?.column, invalidValue: key?.invalidValue}
  if (key?.isId && existing === undefined)
    return {errorType: 'INVALID_RECORD_ID', errorMessage: `No record has the ID ${key.invalidValue}.`, ...place}
  if (operation === 'CREATE' && existing !== undefined)
    return {errorType: 'CREATE_ONLY_IMPORT', errorMessage: `The record ${existing.id} exists already.`, ...place}
  if (operation === 'UPDATE' && existing === undefined)
    return {errorType: 'UPDATE_ONLY_IMPORT', errorMessage: 'No record exists to be updated.', ...place}
  return undefined
}
