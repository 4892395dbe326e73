import {execFileSync} from 'node:child_process'
import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newLockFile, readLock, removeLock} from '../../../src/shared/locks/lock-file.js'
import {stepsReading} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'

test('what lies in the place of a lock and is no file is named, and waited for by nobody', async () => {
  const directory = await tempDir()
  const [fifo, folder] = [join(directory, 'fifo.lock'), join(directory, 'folder.lock')]
  execFileSync('sh', ['-c', 'mkfifo "$0"', fifo])
  await mkdir(folder)
  for (const path of [fifo, folder]) {
    await expect(readLock(path)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(path),
      next: stepsReading([`ls -ld ${path}`]),
    })
    await expect(removeLock(path, newLockFile({now: () => 0}, undefined))).resolves.toBeUndefined()
  }
  expect(await readLock(join(directory, 'none.lock'))).toBeUndefined()
})
