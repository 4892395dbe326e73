import {rm, statfs, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {ours, say, shell} from '../../errors/next-step.js'
import {makeDirectory} from '../../shared/files/make-directory.js'
import {storageError} from '../../shared/files/storage-trouble.js'
import {type Finding, fine, problem, warning} from './finding.js'

export interface Machine {
  /** Version of this program. */
  readonly version: string
  /** The file that runs. */
  readonly program: string
  readonly node: string
  /** Of Node. */
  readonly execPath: string
  readonly platform: string
  readonly dirs: {readonly data: string; readonly config: string; readonly cache: string}
}

/** Below this a push of a large file may not end: journals, rejected rows and hashes are written all the time. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024

export async function examineMachine(machine: Machine): Promise<Finding[]> {
  const {version, program, node, execPath, platform} = machine
  const major = Number(node.split('.')[0])
  const nodeText = `${node} on ${platform}, ${execPath}`
  return [
    fine('program', `hubspot-push ${version}, ${program}`),
    major < 22
      ? warning('node', `${nodeText}. Node ${major} is no longer maintained.`, [
          say('install Node 24 or 22; this program runs on both'),
        ])
      : fine('node', nodeText),
    await examineDirectories(machine.dirs),
  ]
}

/** Each is made if it is missing, and written to. */
async function examineDirectories(dirs: Machine['dirs']): Promise<Finding> {
  const free: number[] = []
  for (const path of Object.values(dirs)) {
    try {
      free.push(await tryWriting(path))
    } catch (error) {
      return problem('directories', storageError(`${path} cannot be written to`, error) ?? unwritable(path, error))
    }
  }
  const least = Math.min(...free)
  const {data, config, cache} = dirs
  const detail = `data ${data}, config ${config}, cache ${cache}; ${Math.floor(least / 1024 / 1024)} MB free`
  return least < LEAST_FREE_BYTES
    ? warning('directories', detail, [shell(['df', '-h', data]), ours(['runs', 'prune', '--older-than', '90d'])])
    : fine('directories', detail)
}

/** Bytes that this user may still write. */
async function tryWriting(directory: string): Promise<number> {
  await makeDirectory(directory)
  const file = join(directory, `.doctor-${process.pid}`)
  await writeFile(file, '', {mode: 0o600})
  await rm(file, {force: true})
  const {bavail, bsize} = await statfs(directory)
  return bavail * bsize
}

function unwritable(path: string, cause: unknown): AppError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new AppError('USAGE', `${path} cannot be written to (${why}).`, {
    next: [
      shell(['ls', '-ld', path]),
      ours(['help', 'environment'], 'lists the variables that select other directories'),
    ],
    cause,
  })
}
