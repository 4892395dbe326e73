import {instant} from '../../basics/instant.js'
import {freshNumber} from '../../basics/random.js'
import {numberIn, textIn} from '../call/body-fields.js'
import type {TypedCall} from '../call/context.js'
import type {BodyObject} from '../call/json-body.js'
import type {Stage} from '../portal/object-type.js'

const HUBSPOT_MADE = {createdAt: '1970-01-01T00:00:00Z', updatedAt: '1970-01-01T00:00:00Z'}

/** What pipelines and stages both have. */
export function labelAndOrder(body: BodyObject) {
  return {label: textIn(body, 'label'), displayOrder: numberIn(body, 'displayOrder')}
}

/** `createdAt` and `updatedAt`; what HubSpot made itself tells none. */
export function timesOf({createdAtMs, updatedAtMs}: Pick<Stage, 'createdAtMs' | 'updatedAtMs'>) {
  return {
    createdAt: createdAtMs === undefined ? HUBSPOT_MADE.createdAt : instant(createdAtMs),
    updatedAt: updatedAtMs === undefined ? HUBSPOT_MADE.updatedAt : instant(updatedAtMs),
  }
}

/** Of a pipeline or a stage; none that the kind has or had. */
export function freshId({context, type}: TypedCall): string {
  const pipelines = [...type.pipelines, ...type.archivedPipelines]
  const stages = pipelines.flatMap(({stages: live, archivedStages = []}) => [...live, ...archivedStages])
  const taken = new Set([...pipelines, ...stages].map(({id}) => id))
  const isTaken = (number: number) => taken.has(String(number))
  return String(freshNumber(context.random, {from: 100_000_000, to: 1_000_000_000, isTaken}))
}
