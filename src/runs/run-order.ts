import {join} from 'node:path'
import {syncDirectory} from '../shared/files/atomic-write.js'
import {readSmallFile} from '../shared/files/small-file.js'
import {AppendFile} from './journal/append-file.js'
import {isRunId} from './run-id.js'

/**
 * In which order the runs of a data directory began: a file with one name a line, appended. The clock in their names is
 * for people, since it may be set back between two runs. A run that is not in it, of an older version, has its place by
 * its name.
 */
export class RunOrder {
  readonly #places: ReadonlyMap<string, number>

  constructor(runs: readonly string[] = []) {
    // of one that is there twice the first counts
    this.#places = new Map(runs.toReversed().map((run, index) => [run, runs.length - index]))
  }

  static async read(dataDir: string): Promise<RunOrder> {
    return new RunOrder((readSmallFile(orderPath(dataDir)) ?? '').split('\n').filter(isRunId))
  }

  /** Below 0 when `one` began before `other`. */
  compare(one: string, other: string): number {
    const [here, there] = [this.#places.get(one), this.#places.get(other)]
    if (here !== undefined && there !== undefined) return here - there
    return one === other ? 0 : one < other ? -1 : 1
  }
}

/**
 * Durable when it returns. To be called by the holder of the lock of the run's object, before its first row is sent.
 * `earlier`: the runs that are there already, for the first line of all.
 */
export async function noteBeginning(
  dataDir: string,
  run: string,
  earlier: () => Promise<readonly string[]>,
): Promise<void> {
  const file = await AppendFile.openAtEnd(orderPath(dataDir))
  try {
    const isFirst = file.bytes === 0
    for (const each of isFirst ? (await earlier()).toSorted() : []) if (each !== run) file.append(`${each}\n`)
    file.append(`${run}\n`)
    await file.flush(true)
    if (isFirst) await syncDirectory(dataDir)
  } finally {
    await file.close()
  }
}

function orderPath(dataDir: string): string {
  return join(dataDir, 'run-order')
}
