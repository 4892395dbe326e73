import {fileURLToPath} from 'node:url'

/**
 * Path of a golden file: `await expect(text).toMatchFileSnapshot(goldenPath('push-finished.txt'))`.
 * They are read in review like code; `npx vitest run -u` rewrites them, CI never does.
 */
export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`../golden/${name}`, import.meta.url))
}

/**
 * What differs from run to run, replaced: the test's directories, durations, the run's id. Everything else is injected.
 */
export function normalise(text: string, directories: readonly string[] = []): string {
  return directories
    .reduce((result, path) => result.replaceAll(path, '<DIR>'), text)
    .replaceAll(/\b\d{8}-\d{6}-[a-z0-9]{4}\b/g, '<RUN>')
    .replaceAll(/\b\d+(\.\d+)? s\b/g, '<TIME>')
    .replaceAll(/\b127\.0\.0\.1:\d+\b/g, '<HOST>')
    .replaceAll(/"durationMs": \d+/g, '"durationMs": 0')
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b/g, '<DATE>')
}
