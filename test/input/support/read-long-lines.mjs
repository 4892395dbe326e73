// Reads rows of which one is a line of so many MB, in each format, and prints what came of them and the highest memory this process held.
import {readFileSync} from 'node:fs'
import {gzipSync} from 'node:zlib'
import {openSource} from '../../../build/input/open-source.js'
import {keepHeapSteady} from '../../../build/shared/steady-heap.js'

const MB = 1024 * 1024

const SHAPES = {
  csv: {before: 'a,b\n1,2\n', after: '\n3,4\n'},
  'quoted csv': {before: 'a,b\n1,2\n1,"', after: '"\n3,4\n'},
  jsonl: {before: '{"a":1}\n{"a":"', after: '"}\n{"a":2}\n'},
}

async function* bytesOf({before, after}, megabytes, pack) {
  const fill = pack(Buffer.alloc(MB, 'x'))
  yield pack(Buffer.from(before))
  for (let count = 0; count < megabytes; count++) for (let at = 0; at < fill.length; at += 65_536) yield fill.subarray(at, at + 65_536)
  yield pack(Buffer.from(after))
}

async function read(shape, megabytes, pack) {
  const source = await openSource({path: '-', stdin: bytesOf(shape, megabytes, pack)})
  const rows = []
  for await (const {kind, row, line, code, message, raw} of source.rows) rows.push({kind, row, line, code, message, raw: raw?.length})
  return rows
}

function peakMb() {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
  return Number(kilobytes) / 1024
}

async function readAll(megabytes) {
  const rows = {}
  for (const [name, shape] of Object.entries(SHAPES)) {
    rows[name] = await read(shape, megabytes, bytes => bytes)
    rows[`${name}.gz`] = await read(shape, megabytes, bytes => gzipSync(bytes)) // members of one archive, as gzip allows
  }
  return {rows, peakMb: peakMb()}
}

keepHeapSteady() // as every push does: else a fast machine is swept so late that garbage looks like a line that is kept
const short = await readAll(8) // longer than a record may be, and what warms everything up
const long = await readAll(Number(process.argv[2]))
process.stdout.write(JSON.stringify({short, long}))
