import type {Mapping} from '../../mapping/mapping-types.js'
import {NO_ROW} from '../../runs/journal/journal-line.js'
import {MemberLog} from '../../runs/members/member-log.js'
import {memberLogPath} from '../../runs/members/member-paths.js'
import type {StoredRun} from '../../runs/run-store.js'
import {monotonicNow} from '../../shared/clock.js'
import {GonePhase, OwnMarks} from '../gone/gone-phase.js'
import type {GoneRequest} from '../gone/gone-request.js'
import {holdsByType} from '../modes/holds-values.js'
import type {RunPlan, RunPorts} from './run-plan.js'

interface GoneSetting {
  readonly ports: RunPorts
  readonly warn: (message: string) => void
  /** The run that is resumed, its doubts by the clock of this process. */
  readonly inherited: StoredRun | undefined
  readonly lateCommitMs: number
}

/** What `--gone` adds to a run; a run without it does not load this. */
export async function openGone(
  asked: GoneRequest,
  plan: RunPlan,
  {ports, warn, inherited, lateCommitMs}: GoneSetting,
): Promise<GonePhase> {
  const {record, directory, resumed, mapping, properties, options} = plan
  const {hubspot, clock, stop, abort, onEvent} = ports
  const own = new OwnMarks(asked)
  const bytes = resumed?.checkpoint?.line.membersBytes ?? 0
  const log = await MemberLog.open(memberLogPath(directory), bytes, row => own.take(row))
  const definitions = new Map(properties.map(property => [property.name, property]))
  const {objectTypeId} = record.object
  const doubts = inherited?.checkpoint?.line.doubts?.filter(([row]) => row === NO_ROW) ?? []
  return new GonePhase(
    {
      ...asked,
      ...{run: record.run, directory, log, idProperty: record.key, clock, lateCommitMs, stop, warn},
      change: {
        ...{hubspot, objectTypeId, holds: holdsByType(objectTypeId, name => definitions.get(name))},
        options: {signal: abort, onWaiting: waiting => onEvent({type: 'waiting', waiting})},
        ...(options?.changes && {book: options.changes.book}),
      },
      isMapped: property => mayWrite(mapping, property),
      inherited: doubts.filter(([, untilMs]) => untilMs > monotonicNow(clock)),
      onNote: message => onEvent({type: 'note', message}),
    },
    own,
  )
}

/** Of JSON, a later row may have a field that goes there. */
function mayWrite({columns, constants, stages, format}: Mapping, property: string): boolean {
  if (format === 'jsonl' || Object.hasOwn(constants, property)) return true
  return columns.some(column => column.property === property) || stages.constant?.column.property === property
}
