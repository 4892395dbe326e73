import {rm} from 'node:fs/promises'
import {join} from 'node:path'

/** The keys of a run's rows, in its directory. */
export function memberLogPath(runDirectory: string): string {
  return join(runDirectory, 'members')
}

/** The records that a run is about to archive or mark, those whose marks it is about to clear, and what became of them. */
export function gonePaths(runDirectory: string): {
  readonly plan: string
  readonly cleared: string
  readonly results: string
} {
  const path = (name: string): string => join(runDirectory, `gone-${name}`)
  return {plan: path('plan'), cleared: path('cleared'), results: path('results')}
}

/** Once the run has finished: all that it would need to be resumed. */
export async function dropGoneFiles(runDirectory: string): Promise<void> {
  for (const path of [memberLogPath(runDirectory), ...Object.values(gonePaths(runDirectory))])
    await rm(path, {force: true})
}
