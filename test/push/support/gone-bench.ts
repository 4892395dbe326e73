import type {PushSummary} from '../../../src/push/run/push-summary.js'
import type {GoneAction, GoneCounts} from '../../../src/rows/gone.js'
import type {FaultRule} from '../../../src/sandbox/faults/fault-rule.js'
import type {SandboxOptions} from '../../../src/sandbox/server/running-sandbox.js'
import {defined} from '../../../src/shared/defined.js'
import {type DeleteBench, startDeleteBench} from './delete-bench.js'

type PushOptions = NonNullable<Parameters<DeleteBench['push']>[1]>

interface NightOptions extends Omit<PushOptions, 'gone'> {
  readonly action?: GoneAction
  readonly source?: string
  /** `--max-deletes`; default: all may go. */
  readonly most?: number | 'usual'
}

export interface GoneBench extends DeleteBench {
  /** Pushes people by their e-mails (or other keys) with `--gone archive --max-deletes 100000`, each night the same file. */
  night(keys: readonly string[], options?: NightOptions): Promise<PushSummary & {readonly gone: GoneCounts}>
  /** A property of the live contact with this e-mail; '' where it has none. */
  valueOf(email: string, property: string): string
}

const ARCHIVE: GoneAction = {kind: 'archive'}
export const MARK: GoneAction = {kind: 'mark', property: 'jobtitle', value: 'left'}

export async function startGoneBench(
  contacts: readonly Readonly<Record<string, string>>[] = [],
  options: {readonly faults?: readonly FaultRule[]; readonly switches?: SandboxOptions['switches']} = {},
): Promise<GoneBench> {
  const bench = await startDeleteBench(contacts, options as Parameters<typeof startDeleteBench>[1])
  return {
    ...bench,
    async night(keys, {action = ARCHIVE, source, most = 100_000, ...others} = {}) {
      const threshold = most === 'usual' ? undefined : ({kind: 'rows', rows: most} as const)
      const gone = {action, ...defined({source, threshold})}
      const summary = await bench.push(keys, {mode: 'upsert', name: 'people.csv', gone, ...others})
      if (summary.gone === undefined) throw new Error('The summary has no "gone".')
      return {...summary, gone: summary.gone}
    },
    valueOf(email, property) {
      const all = [...bench.sandbox.records('contacts')] as {
        archivedAtMs?: number
        properties: Record<string, string>
      }[]
      const live = all.find(record => record.archivedAtMs === undefined && record.properties['email'] === email)
      return live?.properties[property] ?? ''
    },
  }
}
