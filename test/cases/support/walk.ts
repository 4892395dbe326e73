import {spawn} from 'node:child_process'
import {chmod, cp, mkdir, writeFile} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {openProfileSandbox} from '../../../src/sandbox/profile/profile-sandbox.js'
import {BIN, cliEnv} from '../../support/run-cli.js'
import {call} from '../../support/sandbox-front.js'

const MOST_STEPS = 8

export interface Step {
  readonly command: string
  readonly code: number | null
  readonly output: string
}

export interface Walk {
  readonly steps: readonly Step[]
  /** What was printed first at the end, which is no push; '' where nothing was. */
  readonly last: string
  /** Whether a command came twice, or there was no end. */
  readonly isLoop: boolean
}

/** A stranger's desk: the file, a home, and the program on the PATH. */
export async function sitDown(home: string, file: string): Promise<void> {
  await mkdir(join(home, '.bin'))
  const program = join(home, '.bin', 'hubspot-push')
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`)
  await chmod(program, 0o755)
  await cp(file, join(home, basename(file)))
  await chmod(join(home, basename(file)), 0o644)
}

/** Types the command, then whatever is printed first, literally, until that is no push. */
export async function walk(home: string, begin: string): Promise<Walk> {
  const steps: Step[] = []
  let command = begin
  while (/hubspot-push push /.test(command)) {
    if (steps.length === MOST_STEPS || steps.some(step => step.command === command))
      return {steps, last: command, isLoop: true}
    const step = {command, ...(await typeInShell(home, command))}
    steps.push(step)
    command = firstPrinted(step.output)
  }
  return {steps, last: command, isLoop: false}
}

/** Without what is said of it to people. */
function firstPrinted(output: string): string {
  const line = output.split('\n').find(each => each.startsWith('  → ')) ?? ''
  return line.slice(4).replace(/\s{5}\S.*$/, '')
}

function typeInShell(home: string, command: string): Promise<Omit<Step, 'command'>> {
  const env = cliEnv(home)
  const child = spawn('sh', ['-c', command], {
    cwd: home,
    env: {...env, PATH: `${home}/.bin:${env['PATH']}`},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
    })
  }
  return new Promise((resolve, reject) => child.on('error', reject).on('close', code => resolve({code, output})))
}

export type Stored = Readonly<Record<string, string | null>>

interface Portal {
  readonly contacts: readonly Stored[]
  /** What owners are called, in lower case → id. */
  readonly owners: ReadonlyMap<string, string>
}

/** All contacts of the sandbox with every value that a push can have stored. */
export async function readPortal(home: string): Promise<Portal> {
  const sandbox = await openProfileSandbox(join(home, 'data'))
  const get = async (path: string) => (await call(sandbox, path)).json()
  try {
    const {results: properties} = (await get('/crm/v3/properties/contacts')) as {
      results: {name: string; modificationMetadata?: {readOnlyValue: boolean}}[]
    }
    const names = properties
      .filter(({modificationMetadata}) => modificationMetadata?.readOnlyValue !== true)
      .map(({name}) => name)
    const contacts: Stored[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = (await get(
        `/crm/v3/objects/contacts?limit=100&properties=${names.join(',')}${after && `&after=${after}`}`,
      )) as Page
      contacts.push(...page.results.map(record => record.properties))
      after = page.paging?.next?.after
    }
    const {results: owners} = (await get('/crm/v3/owners')) as {
      results: {id: string; email: string; firstName: string; lastName: string}[]
    }
    const called = owners.flatMap(({id, email, firstName, lastName}) => [
      [email.toLowerCase(), id] as const,
      [`${firstName} ${lastName}`.toLowerCase(), id] as const,
    ])
    return {contacts, owners: new Map(called)}
  } finally {
    await sandbox.close()
  }
}

interface Page {
  readonly results: readonly {readonly properties: Stored}[]
  readonly paging?: {readonly next: {readonly after: string}}
}
