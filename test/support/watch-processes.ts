import {readdir, readFile} from 'node:fs/promises'
import {setTimeout} from 'node:timers/promises'
import {onTestFinished} from 'vitest'

/** Notes the command lines of all processes of this machine until the test is over; nothing where there is no /proc. */
export function watchProcesses(): {readonly commandLines: ReadonlySet<string>} {
  const commandLines = new Set<string>()
  const over = new AbortController()
  onTestFinished(() => over.abort())
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))
      for (const line of await Promise.all(pids.map(commandLineOf))) commandLines.add(line)
      await setTimeout(100, undefined, {signal: over.signal}).catch(() => {})
    }
  }
  void watch()
  return {commandLines}
}

async function commandLineOf(pid: string): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
}
