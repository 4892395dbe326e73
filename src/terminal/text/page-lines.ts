import {once} from 'node:events'
import {writeLines} from '../output/write-output.js'

interface PagerSetting {
  readonly stdout: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
}

/** What a shell answers to a command that it does not find. */
const NOT_FOUND = 127

/**
 * Long output on a terminal goes through $PAGER, else `less -R`; anything else is written as it is. An empty $PAGER and
 * `cat` page nothing.
 * Without such a program the lines are written anyway.
 */
export async function pageLines(lines: readonly string[], {stdout, env}: PagerSetting): Promise<void> {
  const pager = env['PAGER'] ?? 'less -R'
  const fits = lines.length < (stdout.rows ?? Number.POSITIVE_INFINITY)
  if (!stdout.isTTY || fits || pager.trim() === '' || !(await page(lines, pager))) await writeLines(stdout, lines)
}

/** False where the pager could not be started. A Ctrl-C in it is the pager's affair. */
async function page(lines: readonly string[], pager: string): Promise<boolean> {
  const ignore = (): void => {}
  process.on('SIGINT', ignore)
  try {
    const {spawn} = await import('node:child_process') // most lists need no pager
    const child = spawn(pager, {shell: true, stdio: ['pipe', 'inherit', 'inherit']})
    const closed = once(child, 'close')
    child.stdin.on('error', ignore) // left before the end
    await writeLines(child.stdin, lines)
    child.stdin.end()
    const [code] = await closed
    return code !== NOT_FOUND
  } catch {
    return false
  } finally {
    process.off('SIGINT', ignore)
  }
}
