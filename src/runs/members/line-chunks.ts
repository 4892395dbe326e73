import {createReadStream} from 'node:fs'
import {StringDecoder} from 'node:string_decoder'
import {hasErrorCode} from '../../shared/files/error-code.js'

/** Large enough that the disk is not the limit, small enough not to be seen in memory. */
const READ_BYTES = 64 * 1024

/**
 * The whole lines of a file, as many at a time as one read gives: a generator step for each line would cost more than
 * what is done with it. What follows the last newline is torn, and left out. A file that is not there has none.
 */
export async function* lineChunks(path: string): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for await (const chunk of createReadStream(path, {highWaterMark: READ_BYTES})) {
      const lines = `${rest}${decoder.write(chunk)}`.split('\n')
      rest = lines.pop() ?? ''
      if (lines.length > 0) yield lines
    }
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error
  }
}

/** The same, in groups of this size; the last may be smaller. */
export async function* lineGroups(path: string, size: number): AsyncGenerator<readonly string[], void, undefined> {
  let group: string[] = []
  for await (const lines of lineChunks(path)) {
    for (const line of lines) {
      group.push(line)
      if (group.length < size) continue
      yield group
      group = []
    }
  }
  if (group.length > 0) yield group
}
