import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import {writeFileAtomically} from '../../shared/files/atomic-write.js'

// Run by update-notice.ts as a process of its own, which nothing waits for. It asks npm and writes down the answer.

const windows = process.platform === 'win32' // there npm is a script, which only a shell starts

async function noteNewest(noteFile: string): Promise<void> {
  const found = await promisify(execFile)('npm', ['view', 'hubspot-push', 'version'], {
    timeout: 30_000,
    shell: windows,
  }).catch(() => undefined)
  const latest = /^\d+\.\d+\.\d+$/.exec(found?.stdout.trim() ?? '')?.[0]
  if (latest !== undefined) await writeFileAtomically(noteFile, JSON.stringify({checkedAtMs: Date.now(), latest}))
}

const [noteFile = ''] = process.argv.slice(2)
if (noteFile !== '') void noteNewest(noteFile)
