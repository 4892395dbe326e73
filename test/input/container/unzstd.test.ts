import {expect, test} from 'vitest'
import {zstdOfNode} from '../../../src/input/container/unzstd.js'
import {brief, readText} from '../support/read-rows.js'

const ROWS = ['email,city\nann@example.com,Bern\n', 'bob@example.com,Basel\n'] as const
const READ = ['1@2: ["ann@example.com","Bern"]', '2@3: ["bob@example.com","Basel"]']

/** A frame with one block that is not compressed: any reader of zstd takes it. */
function frame(text: string): Buffer {
  const content = Buffer.from(text)
  const block = Buffer.alloc(3)
  block.writeUIntLE((content.length << 3) | 1, 0, 3)
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, content.length]), block, content])
}

/** A frame that readers pass over. */
const SKIPPED = Buffer.from('502a4d180400000061626364', 'hex')
const PACKED = Buffer.concat(ROWS.map(frame))

/** What every older Node answers: the pipe to type. */
const OLDER_NODE = {
  code: 'FORMAT_UNKNOWN',
  message: expect.stringContaining('compressed with zstd, which Node reads safely from 24.21 on'),
  next: [{pipe: {run: ['zstd', '-dc']}}],
}
const isOlder = zstdOfNode() === undefined

test.each([
  ['one frame', frame(ROWS.join('')), []],
  [
    'several frames, and one that is passed over',
    Buffer.concat([frame(ROWS[0]), SKIPPED, frame(ROWS[1]), SKIPPED]),
    [],
  ],
  ['frames in pieces', PACKED, [1, 7, 20, 3]],
  ['a frame for each letter, in pieces', Buffer.concat([...ROWS.join('')].map(frame)), Array(200).fill(5)],
  ['a frame of nothing first', Buffer.concat([frame(''), SKIPPED, PACKED]), [2, 3]],
])('%s', async (_, bytes, pieces) => {
  const read = readText(bytes, {}, pieces)
  if (isOlder) await expect(read).rejects.toMatchObject(OLDER_NODE)
  else expect(brief(await read)).toEqual(READ)
})

test.each([
  ['its end is missing', PACKED.subarray(0, -2), 'FILE_UNREADABLE'],
  ['other bytes follow the last frame', Buffer.concat([PACKED, Buffer.from('email')]), 'FILE_UNREADABLE'],
  ['a zstd file that contains a Parquet file', frame('PAR1\0\0PAR1'), 'FORMAT_UNKNOWN'],
])('%s', async (problem, bytes, code) => {
  const error = isOlder ? OLDER_NODE : {code, message: expect.stringContaining(problem)}
  await expect(readText(bytes)).rejects.toMatchObject(error)
})
