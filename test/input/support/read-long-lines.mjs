// Reads rows of which one is a line of so many MB, in each format, and prints what came of them and the most memory
// that was in use meanwhile.
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {gzipSync} from 'node:zlib'
import {openSource} from '../../../build/input/open-source.js'

const MB = 1024 * 1024
/** Some looks at the memory per line: each of them sweeps, so that what is left is what is kept. */
const LOOKS = 8

setFlagsFromString('--expose-gc')
const sweep = runInNewContext('gc')

const SHAPES = {
  csv: {before: 'a,b\n1,2\n', after: '\n3,4\n'},
  'quoted csv': {before: 'a,b\n1,2\n1,"', after: '"\n3,4\n'},
  jsonl: {before: '{"a":1}\n{"a":"', after: '"}\n{"a":2}\n'},
  json: {before: '[{"a":1},\n{"a":"', after: '"},\n{"a":2}]\n'},
}

async function* bytesOf({before, after}, {megabytes, pack, look}) {
  const fill = pack(Buffer.alloc(MB, 'x'))
  yield pack(Buffer.from(before))
  for (let count = 1; count <= megabytes; count++) {
    for (let at = 0; at < fill.length; at += 65_536) yield fill.subarray(at, at + 65_536)
    if (count % Math.ceil(megabytes / LOOKS) === 0) look()
  }
  yield pack(Buffer.from(after))
}

async function read(shape, how) {
  const source = await openSource({path: '-', stdin: bytesOf(shape, how)})
  const rows = []
  for await (const {kind, row, line, code, message, raw} of source.rows)
    rows.push({kind, row, line, code, message, raw: raw?.length})
  return rows
}

/** Without garbage: how much of that lies around differs by version of Node and by machine. */
function inUseMb() {
  sweep()
  sweep() // buffers that the first one found are counted until another thread has freed them: the next one waits for it
  const {heapUsed, external} = process.memoryUsage() // arrayBuffers are part of external
  return (heapUsed + external) / MB
}

async function readAll(megabytes) {
  const rows = {}
  let peakMb = 0
  const look = () => {
    peakMb = Math.max(peakMb, inUseMb())
  }
  for (const [name, shape] of Object.entries(SHAPES)) {
    rows[name] = await read(shape, {megabytes, look, pack: bytes => bytes})
    // members of one archive, as gzip allows
    rows[`${name}.gz`] = await read(shape, {megabytes, look, pack: bytes => gzipSync(bytes)})
  }
  return {rows, peakMb}
}

const short = await readAll(8) // longer than a record may be, and what warms everything up
const long = await readAll(Number(process.argv[2]))
process.stdout.write(JSON.stringify({short, long}))
