import {AppError} from '../../errors/app-error.js'
import type {ErrorCode} from '../../errors/error-codes.js'
import {addFlags, ours} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {isPairMode} from '../../rows/run-mode.js'
import {defined} from '../../shared/defined.js'
import {askMapping, type MappingAnswers, type Samples} from './ask-mapping.js'
import type {MappingQuestions} from './mapping-questions.js'
import {askedOf, type PlanRequest, type PlanSource, type PushPlan, planPush} from './plan-push.js'

/** What a person can clear up. */
const UNCLEAR: ReadonlySet<ErrorCode> = new Set([
  'UNKNOWN_OBJECT',
  'AMBIGUOUS_OBJECT',
  'KEY_REQUIRED',
  'KEY_COLUMN_MISSING',
  'UNKNOWN_COLUMN',
  'AMBIGUOUS_COLUMN',
  'READ_ONLY_PROPERTY',
])

export interface UnsettledPlan extends Omit<PlanRequest, 'object'> {
  /** Absent only if the user can be asked. */
  readonly object?: string
}

export interface AskedPlan {
  readonly plan: PushPlan
  /** Absent where nothing had to be asked. */
  readonly answers?: MappingAnswers
}

interface PlanPorts {
  readonly hubspot: HubSpot
  /** Those of the portal, which were asked for while it was looked which one it is; absent: they are asked for. */
  readonly objects?: Promise<readonly ObjectDefinition[]> | undefined
  readonly questions?: MappingQuestions | undefined
  readonly samples?: Samples
}

/** The plan of a push; what is unclear in it is asked for where there are `questions`. Throws as planPush. */
export async function planAsking(
  request: UnsettledPlan,
  source: PlanSource,
  {hubspot, objects, questions, samples}: PlanPorts,
): Promise<AskedPlan> {
  const {object} = request
  const planned =
    object === undefined ? objectMissing() : await planOrProblem({...request, object}, source, {hubspot, objects})
  if (!(planned instanceof AppError)) return {plan: planned}
  if (questions === undefined) throw planned
  const {columns, format} = source
  const answers = await askMapping(
    {
      ...defined({object, newProperties: request.newProperties, samples}),
      mapping: {columns, format, ...askedOf(request)},
    },
    hubspot,
    questions,
  )
  if (answers === undefined) throw planned
  const plan = await planPush({...request, ...askedOf(answers.mapping), object: answers.object}, source, hubspot)
  return {plan, answers}
}

async function planOrProblem(
  request: PlanRequest,
  source: PlanSource,
  {hubspot, objects}: Pick<PlanPorts, 'hubspot' | 'objects'>,
): Promise<PushPlan | AppError> {
  try {
    if (!isPairMode(request.mode)) return await planPush(request, source, hubspot, objects)
    const {planPairs} = await import('./plan-pairs.js')
    return await planPairs(request, source, hubspot, objects)
  } catch (error) {
    if (error instanceof AppError && UNCLEAR.has(error.code)) return error
    throw error
  }
}

export function objectMissing(): AppError {
  return new AppError('USAGE', '--object is missing. It says which object the rows go to.', {
    next: [ours(['objects'], 'lists the objects of the portal'), addFlags(['--object', 'CONTACT'])],
  })
}
