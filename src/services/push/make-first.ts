import type {RunRecord} from '../../runs/run-record.js'
import {systemClock} from '../../shared/system-clock.js'
import type {OpenedPush} from '../open/open-push.js'
import type {PushFilePorts, PushFileRequest} from './push-request.js'

interface MakeJob extends OpenedPush {
  readonly request: Pick<PushFileRequest, 'clock'>
}

type Telling = Pick<PushFilePorts, 'onEvent'>

/**
 * Properties and the list that are not there yet, as late as can be: where nobody wants the push after all, or another
 * one has the lock, nothing is made. What the run is told of it.
 */
export async function makeFirst(job: MakeJob, ports: Telling): Promise<Pick<RunRecord, 'list'>> {
  await makeProperties(job, ports)
  return makeListOf(job, ports)
}

async function makeProperties({newProperties, connection, plan, request}: MakeJob, {onEvent}: Telling): Promise<void> {
  if (newProperties.length === 0) return
  const {createProperties} = await import('../../hubspot/new-properties/create-properties.js')
  await createProperties(connection.hubspot, plan.object, newProperties, request.clock ?? systemClock)
  const names = newProperties.map(({name}) => name).join(', ')
  onEvent({type: 'note', message: `Properties of ${plan.object.name} created: ${names}`})
}

async function makeListOf(
  {list, connection, plan: {object}}: MakeJob,
  {onEvent}: Telling,
): Promise<Pick<RunRecord, 'list'>> {
  if (list === undefined || list.id !== undefined) return {}
  const {makeList} = await import('../../push/plan/make-list.js')
  const made = await makeList(list.name, object, connection.hubspot)
  onEvent({type: 'note', message: `List of ${object.name} created: "${made.name}" (id ${made.id})`})
  return {list: made}
}
