import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type WrittenFile, WrittenWriter} from '../../src/runs/journal/written-writer.js'
import {checkWritten} from '../../src/services/push/check-written.js'
import {stepsReading} from '../support/bare-steps.js'
import {tempDir} from '../support/temp-dir.js'

const OURS = {
  csv: 'row,line,key,record_id,outcome\r\n1,2,ann@example.com,91,created\r\n',
  jsonl: '{"row":1,"line":2,"key":"ann@example.com","recordId":"91","outcome":"created"}\n',
}

/** The check before anything is sent, and the one at the opening, which may come an hour later. */
async function accepts(written: WrittenFile): Promise<[boolean, boolean]> {
  const before = await checkWritten(written, '-').then(
    () => true,
    () => false,
  )
  const later = await WrittenWriter.open(written, 0).then(
    async writer => {
      await writer.close()
      return true
    },
    () => false,
  )
  return [before, later]
}

test.each<[what: string, format: WrittenFile['format'], contents: string]>([
  ['empty', 'csv', ''],
  ['of ours', 'csv', OURS.csv],
  ['of ours, saved again with other line ends', 'csv', OURS.csv.replaceAll('\r\n', '\n')],
  ['of ours, torn in its header by a crash', 'csv', 'row,line,ke'],
  ['of ours, torn between the line end', 'csv', 'row,line,key,record_id,outcome\r'],
  ['empty JSONL', 'jsonl', ''],
  ['JSONL of ours', 'jsonl', OURS.jsonl],
  ['JSONL of ours, its only line torn', 'jsonl', OURS.jsonl.slice(0, 40)],
  ['JSONL of ours, torn in a number', 'jsonl', '{"row":12'],
  ['JSONL of ours, torn before its key', 'jsonl', '{"row":12,"line":345,"ke'],
  ['JSONL of ours, torn in what stands for no row', 'jsonl', '{"row":nul'],
  ['JSONL of ours, torn behind it', 'jsonl', '{"row":null,"line":null,'],
  ['JSONL of ours, torn at once', 'jsonl', '{'],
])('a file that is %s begins anew (%s)', async (_, format, contents) => {
  const path = join(await tempDir(), `out.${format}`)
  await writeFile(path, contents)
  expect(await accepts({path, format})).toEqual([true, true])
})

test.each<[what: string, format: WrittenFile['format'], contents: string]>([
  ['somebody’s rows', 'csv', 'email,firstname\nann@example.com,Ann\n'],
  ['rows that begin like ours', 'csv', 'row,line,key,record_id,outcome,note\n'],
  ['the beginning of our header, and a line', 'csv', 'row,line\n1,2\n'],
  ['ours, of the other format', 'csv', OURS.jsonl],
  ['a blank line', 'csv', '\n'],
  ['a byte order mark before it', 'csv', `\ufeff${OURS.csv}`],
  ['a program', 'csv', '#!/bin/sh\n'],
  ['ours as CSV', 'jsonl', OURS.csv],
  ['JSON of others', 'jsonl', '{"row":1,"email":"ann@example.com"}\n'],
  ['an array', 'jsonl', '[{"row":1,"line":2,"key":"a"}]'],
  ['the beginning of our line, and a line', 'jsonl', '{"row":1,\n"line":2}'],
  ['JSON of others over several lines', 'jsonl', '{\n  "row": 1\n}\n'],
  ['JSON of others, torn', 'jsonl', '{"row":"12'],
])('a file that holds %s is not touched (%s)', async (_, format, contents) => {
  const path = join(await tempDir(), `out.${format}`)
  await writeFile(path, contents)
  expect(await accepts({path, format})).toEqual([false, false])
  expect(await readFile(path, 'utf8')).toBe(contents)
  await expect(checkWritten({path, format}, '-')).rejects.toMatchObject({
    ...{code: 'USAGE', message: expect.stringContaining('not overwritten')},
    next: stepsReading([expect.stringMatching(new RegExp(`^--written written(-\\d+)?\\.${format}$`))]),
  })
})
