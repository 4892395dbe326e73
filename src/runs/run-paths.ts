import {join} from 'node:path'

export function runsDirectory(dataDir: string): string {
  return join(dataDir, 'runs')
}

export function runDirectory(dataDir: string, run: string): string {
  return join(runsDirectory(dataDir), run)
}

export function runRecordPath(directory: string): string {
  return join(directory, 'run.json')
}

export function journalPath(directory: string): string {
  return join(directory, 'journal.jsonl')
}

export function rejectsPath(directory: string): string {
  return join(directory, 'rejects.jsonl')
}
