import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {Mapping, SavedMapping} from '../../mapping/mapping-types.js'
import {planMapping} from '../../push/plan/plan-push.js'
import {type FixCase, fixCaseOf} from '../../rejects/fix/fix-case.js'
import {type FixGroups, readFixGroups} from '../../rejects/fix/fix-groups.js'
import {findRunWithRejects, type OpenFilter} from '../../rejects/open-rejects.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {type ConnectRequest, connect} from '../portal/connect.js'

interface FixRequest extends ConnectRequest, OpenFilter {
  readonly run?: string
}

interface OpenedFix extends Pick<FixGroups, 'rows' | 'beyond'> {
  readonly stored: StoredRun
  readonly mapping: Mapping
  readonly cases: readonly FixCase[]
}

/** The groups of a run's open rejects with what its portal takes instead. Reads only. */
export async function openFix(request: FixRequest): Promise<OpenedFix> {
  const stored = await findRunWithRejects(new RunStore(request.dirs.data), request.run, request)
  const {profile, portalId, object: target, mapping: saved} = stored.record
  const connection = await connect({profile, ...request, portalId})
  try {
    const {hubspot} = connection
    const object = findObject(target.objectTypeId, await listObjects(hubspot))
    const {mapping, properties} = await planMapping(saved as SavedMapping, object, hubspot)
    const {groups, rows, beyond} = await readFixGroups(stored, request, mapping)
    const optionsOf = new Map(properties.map(({name, options}) => [name, options.filter(({hidden}) => !hidden)]))
    return {
      stored,
      mapping,
      rows,
      beyond,
      cases: groups.map(group => fixCaseOf(group, mapping, optionsOf.get(group.property ?? '') ?? [])),
    }
  } finally {
    await connection.close()
  }
}
