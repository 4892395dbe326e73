import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import * as nodeModule from 'node:module'
import {dirname, join, resolve, sep} from 'node:path'
import {cachedDataVersionTag} from 'node:v8'
import {Script} from 'node:vm'
import * as zlib from 'node:zlib'
import {makeDirectorySync} from '../shared/files/make-directory.js'
import {readWhole} from '../shared/files/whole-pieces.js'
import {letHeapGrow} from '../shared/steady-heap.js'
import {isClosed, lookAsUser} from './closed-directory.js'

export interface CompileCacheOptions {
  /** The directory of the program's own files; nothing else is kept. */
  readonly program: string
  readonly cacheDirectory: string
  readonly argv: readonly string[]
}

interface Fresh {
  readonly path: string
  readonly source: number
  readonly script: Script
}

type Compile = (module: NodeJS.Module, filename: string) => unknown

/**
 * Keeps what V8 makes of the program's files in `<cache>/compiled`, so that a start reads it instead of compiling them
 * again: half of the time of a start on Node 20. Newer versions of Node do it themselves. What lies there is run, so it
 * is used only where no other user can put anything there, or replace the directory.
 */
export function keepCompiled({program, cacheDirectory, argv}: CompileCacheOptions): void {
  if (isUnwanted(process.env)) return
  const directory = resolve(cacheDirectory, 'compiled')
  if (!isOurs(directory)) return
  if ('enableCompileCache' in nodeModule) enableBuiltIn(nodeModule.enableCompileCache, directory)
  else if (canSumUp()) keepScripts({program, directory, use: useOf(program, argv)})
}

/** Source maps and coverage need Node's own loader; NODE_DISABLE_COMPILE_CACHE is Node's own variable. */
function isUnwanted(env: NodeJS.ProcessEnv): boolean {
  return 'NODE_DISABLE_COMPILE_CACHE' in env || 'NODE_V8_COVERAGE' in env || process.sourceMapsEnabled === true
}

function enableBuiltIn(enable: unknown, directory: string): void {
  if (typeof enable === 'function') enable(directory)
}

/** Made where it is missing. False where it cannot be had, or where another user could put code into it. */
function isOurs(directory: string): boolean {
  try {
    makeDirectorySync(directory)
    return process.getuid === undefined || isClosed(directory, lookAsUser(process.getuid()))
  } catch {
    return false
  }
}

/** A command compiles other functions than its help or another command does, so each has files of its own. */
function useOf(program: string, [command = '', ...others]: readonly string[]): string {
  if (['help', '--help', '-h'].includes(command) || others.some(word => word === '--help' || word === '-h'))
    return 'help'
  const isCommand =
    /^[a-z]+$/.test(command) && ['.js', ''].some(end => existsSync(join(program, 'commands', command + end)))
  return isCommand ? command : 'other'
}

function keepScripts({
  program,
  directory,
  use,
}: {
  readonly program: string
  readonly directory: string
  readonly use: string
}): void {
  const {extensions, cache, main} = nodeModule.createRequire(import.meta.url)
  const compile = extensions['.js'] as Compile
  const fresh: Fresh[] = []
  extensions['.js'] = (module: NodeJS.Module, filename: string) => {
    if (!filename.startsWith(program)) return compile(module, filename)
    const bytes = wrapped(filename)
    const path = `${directory}${sep}${filename.slice(program.length).replaceAll(sep, '+')}.${use}`
    const source = checksum(bytes)
    const cachedData = readCompiled(path, source)
    // ASCII, as scripts/bundle.js writes it: as UTF-8 it would take several times as long.
    const script = new Script(bytes.toString('latin1'), {
      filename,
      ...(cachedData && {cachedData}),
    })
    // What V8 does not take was made before this process changed its flags (shared/steady-heap.ts).
    if (cachedData === undefined) fresh.push({path, source, script})
    const require = Object.assign((id: string): unknown => module.require(id), {
      resolve: resolverOf(filename),
      cache,
      main,
      extensions,
    })
    return script.runInThisContext().call(module.exports, module.exports, require, module, filename, dirname(filename))
  }
  process.on('exit', code => {
    // What failed at once has compiled little: the next one would be slower for it.
    if (fresh.length > 0 && (code === 0 || code === 3)) store(fresh, {program, directory})
  })
}

const [BEFORE, AFTER] = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'].map(text =>
  Buffer.from(text),
) as [Buffer, Buffer]

/** As Module.wrap would have it, in one piece: V8 would copy a text that was joined. */
function wrapped(filename: string): Buffer {
  const file = openSync(filename, 'r')
  try {
    const bytes = Buffer.allocUnsafeSlow(BEFORE.length + fstatSync(file).size + AFTER.length)
    BEFORE.copy(bytes)
    AFTER.copy(bytes, bytes.length - AFTER.length)
    readWhole(file, bytes.subarray(BEFORE.length, bytes.length - AFTER.length), 0)
    return bytes
  } finally {
    closeSync(file)
  }
}

/** Made when it is asked: it costs more than all else that a module needs. */
function resolverOf(filename: string): (id: string) => string {
  let resolve: NodeJS.RequireResolve | undefined
  return id => {
    resolve ??= nodeModule.createRequire(filename).resolve
    return resolve(id)
  }
}

/** Nothing waits for it or depends on it: what fails is done at the next start. */
function store(
  fresh: readonly Fresh[],
  {program, directory}: {readonly program: string; readonly directory: string},
): void {
  try {
    letHeapGrow() // V8 takes compiled code only with the flags with which it was made: those of a start
    for (const {path, source, script} of fresh) writeCompiled(path, {source, compiled: script.createCachedData()})
    for (const name of readdirSync(directory)) {
      const file = join(program, name.replace(/\.[a-z]+$/, '').replaceAll('+', sep))
      if (!existsSync(file)) rmSync(join(directory, name), {force: true}) // of an earlier version
    }
  } catch {}
}

/**
 * Before the compiled code: checksums of the source that it was made from, and of itself. V8 looks at neither (Node 20,
 * 2026-11).
 */
const HEAD_BYTES = 8

/** Of V8's version and flags, as they are when a process starts: what was made with others it would not take. */
const MADE_BY = `${process.arch} ${process.versions.v8} ${cachedDataVersionTag()}`

/** False on Node 21 and 22.0, which the later versions of 20 are ahead of. */
function canSumUp(): boolean {
  return 'crc32' in zlib
}

/** Of a source, for this V8. */
export function checksum(source: Uint8Array): number {
  return zlib.crc32(source, zlib.crc32(MADE_BY))
}

/** Undefined when there is none, when it belongs to another source, or when it is damaged: V8 would crash over that. */
export function readCompiled(path: string, source: number): Buffer | undefined {
  try {
    const bytes = readFileSync(path)
    const compiled = bytes.subarray(HEAD_BYTES)
    const isWhole =
      bytes.length > HEAD_BYTES && bytes.readUInt32LE(0) === source && bytes.readUInt32LE(4) === zlib.crc32(compiled)
    return isWhole ? compiled : undefined
  } catch {
    return undefined
  }
}

/** As one step, for its owner alone (0600). Throws the errors of node:fs. */
export function writeCompiled(
  path: string,
  {source, compiled}: {readonly source: number; readonly compiled: Uint8Array},
): void {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(source, 0)
  head.writeUInt32LE(zlib.crc32(compiled), 4)
  const temporary = `${path}.${process.pid}`
  try {
    writeFileSync(temporary, Buffer.concat([head, compiled]), {mode: 0o600})
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, {force: true}) // a disk that is full has no room for half of it
    throw error
  }
}
