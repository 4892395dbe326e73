import {join, sep} from 'node:path'

export function runsDirectory(dataDir: string): string {
  return join(dataDir, 'runs')
}

/**
 * Here and below without `join`, which looks at each letter of a path that is in order already: a push names three for
 * each of hundreds of runs.
 */
export function runDirectory(dataDir: string, run: string): string {
  return `${runsDirectory(dataDir)}${sep}${run}`
}

export function runRecordPath(directory: string): string {
  return `${directory}${sep}run.json`
}

export function journalPath(directory: string): string {
  return `${directory}${sep}journal.jsonl`
}

export function rejectsPath(directory: string): string {
  return `${directory}${sep}rejects.jsonl`
}
