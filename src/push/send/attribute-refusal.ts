import type {Refusal, RefusalProblem} from '../../hubspot/refusals/refusal-types.js'
import type {MappedRow} from '../../rows/rows.js'
import type {PendingInput} from './fold.js'
import type {RefusedInput} from './outcomes.js'

/** A row that HubSpot refused, and what for. */
export interface BlamedRow {
  readonly row: MappedRow
  readonly outcome: RefusedInput
  /** What the row is blamed for. */
  readonly problem: RefusalProblem
  /** All that HubSpot says of it; at least one. */
  readonly problems: readonly RefusalProblem[]
}

/** What a refusal of an input says about its rows. */
export interface Attribution {
  /** Rows that would have been refused alone for the same reason. */
  readonly refused: readonly BlamedRow[]
  /** True when some problem could not be laid at one row's door: the other rows must go one by one. */
  readonly mustUnfold: boolean
}

/**
 * Lays a refusal at the door of the rows that caused it, so that the others can be sent without asking HubSpot about
 * each: a problem with the key, or with a property that no row has, is every row's; a problem with a property whose
 * rows all hold the same value is theirs. A property that rows of this input set to different values decides nothing:
 * the input is taken apart.
 */
export function attributeRefusal(outcome: RefusedInput, idProperty: string): Attribution {
  const {input, refusal} = outcome
  const [only, ...others] = input.rows
  if (only !== undefined && others.length === 0)
    return {refused: [{row: only, outcome, problem: refusal, problems: problemsOf(refusal)}], mustUnfold: false}
  const blamed = new Map<MappedRow, BlamedRow>()
  let mustUnfold = false
  for (const problem of problemsOf(refusal)) {
    const culprits = culpritsOf(problem, input, idProperty)
    if (culprits === undefined) mustUnfold = true
    for (const row of culprits ?? [])
      if (!blamed.has(row)) blamed.set(row, {row, outcome, problem, problems: [problem]})
  }
  return {refused: [...blamed.values()], mustUnfold}
}

/** At least one. */
function problemsOf(refusal: Refusal): readonly RefusalProblem[] {
  return refusal.problems.length > 0 ? refusal.problems : [refusal]
}

/** The rows a problem refuses for certain; undefined when it cannot be told. */
function culpritsOf(
  problem: RefusalProblem,
  input: PendingInput,
  idProperty: string,
): readonly MappedRow[] | undefined {
  const {property} = problem
  if (property === idProperty) return input.rows
  if (property === undefined) return undefined
  const holders = input.rows.filter(row => row.properties[property] !== undefined)
  if (holders.length === 0) return isWantedOfAll(problem) ? input.rows : undefined
  const values = new Set(holders.map(row => row.properties[property]))
  return values.size === 1 ? holders : undefined
}

/** A rule that depends on another value refuses only the rows that hold that value. */
function isWantedOfAll({code, isConditional}: RefusalProblem): boolean {
  return code === 'REQUIRED_PROPERTY_MISSING' && isConditional !== true
}
