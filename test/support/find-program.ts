import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'

/**
 * Where a program lies that some tests need and no package brings: `test.skipIf(isMissing(chromium))`, which the
 * reporter then names.
 * Undefined without it.
 */
export function findProgram(...names: readonly string[]): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap(name => directories.map(directory => join(directory, name))).find(isExecutable)
}

/** True where the tests of a program shall be skipped. In CI they are not: there the missing program is a failure. */
export function isMissing(...programs: readonly (string | undefined)[]): boolean {
  return programs.includes(undefined) && (process.env['CI'] ?? '') === ''
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
