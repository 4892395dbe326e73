import {lineGroups} from '../../runs/members/line-chunks.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'

/** A record that is to be archived, marked, or freed of its mark. */
export interface GoneTarget {
  readonly recordId: string
  readonly key: string
  /** A contact's additional e-mails; absent where it has none. */
  readonly otherKeys?: readonly string[]
}

/** What became of it. */
export interface GoneResult extends GoneTarget {
  readonly outcome: 'archived' | 'marked' | 'refused'
}

export function targetLine(target: GoneTarget | GoneResult): string {
  return `${JSON.stringify(target)}\n`
}

export async function* readTargets<T extends GoneTarget = GoneTarget>(
  path: string,
  size: number,
): AsyncGenerator<readonly T[], void, undefined> {
  for await (const lines of lineGroups(path, size)) yield lines.map(line => JSON.parse(line) as T) // as it was written
}

/** Key → record id, of what an earlier process of the run was about to change; as many as a list has, so on disk. */
export interface EarlierTargets {
  recordIdOf(key: string): string | undefined
  close(): Promise<void>
}

export const NO_TARGETS: EarlierTargets = {recordIdOf: () => undefined, close: async () => {}}

/** `path`: of the targets that it had found; none where there is no such file. */
export async function readEarlierTargets(path: string, scratch: string): Promise<EarlierTargets> {
  let map: DiskKeyMap<string> | undefined
  for await (const targets of readTargets(path, 500)) {
    map ??= await DiskKeyMap.create<string>(scratch)
    for (const {key, recordId} of targets) map.set(key, recordId)
  }
  if (map === undefined) return NO_TARGETS
  const known = map
  return {recordIdOf: key => known.get(key), close: () => known.delete()}
}
