import {join} from 'node:path'
import {readMadeLinks} from '../../runs/created/read-created.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {anyLabel, type OwnLink} from './link-rules.js'

/** The links that the run made itself, from either end: as many as its file names, so on disk. */
export class MadeLinks {
  /** Absent where it made none. */
  readonly #map: DiskKeyMap<readonly string[]> | undefined

  private constructor(map: DiskKeyMap<readonly string[]> | undefined) {
    this.#map = map
  }

  /** `objectTypeId`: of the records that the run made. */
  static async read(runDirectory: string, objectTypeId: string, scratch: string): Promise<MadeLinks> {
    let map: DiskKeyMap<readonly string[]> | undefined
    for await (const {toTypeId, links} of readMadeLinks(runDirectory)) {
      map ??= await DiskKeyMap.create<readonly string[]>(join(scratch, 'made-links'))
      for (const {from, to, labels} of links) {
        const isOwnObject = toTypeId === objectTypeId
        add(map, nameOf(from, toTypeId, to), labels)
        if (isOwnObject) add(map, nameOf(to, toTypeId, from), labels.map(anyLabel))
      }
    }
    return new MadeLinks(map)
  }

  of(recordId: string, toTypeId: string): OwnLink {
    return otherId => this.#map?.get(nameOf(recordId, toTypeId, otherId))
  }

  async close(): Promise<void> {
    await this.#map?.delete()
  }
}

function add(map: DiskKeyMap<readonly string[]>, name: string, labels: readonly string[]): void {
  map.set(name, [...new Set([...(map.get(name) ?? []), ...labels])])
}

function nameOf(recordId: string, toTypeId: string, otherId: string): string {
  return `${recordId} ${toTypeId} ${otherId}`
}
