/**
 * `import {startSandbox} from 'hubspot-push/sandbox'`: the sandbox inside the process of a test. What is exported here is
 * an interface that other projects depend on: docs/sandbox.md shows it, and the build makes its types.
 */

import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {readJson} from '../basics/json-place.js'
import type {PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
import {readPortalFile} from '../crm/portal-file/read-portal-file.js'
import {readSeed, readSeedEntry} from '../crm/seed/read-seed.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import type {SeenRequest} from '../journal/seen-request.js'
import {type Expectation, parseExpectation} from '../journal/verify-requests.js'
import {startSandbox as start} from '../sandbox.js'
import type {PortalOptions, Sandbox, SandboxOptions} from '../server/running-sandbox.js'

export type {FileObject, FileProperty, PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
export type {SeedEntry} from '../crm/seed/seed-entry.js'
export type {FaultRule} from '../faults/fault-rule.js'
export type {RequestPattern} from '../journal/match-requests.js'
export type {SeenRequest} from '../journal/seen-request.js'
export type {Expectation} from '../journal/verify-requests.js'

/** As the control API and the flags have them; files by their path, or what is in them. */
export interface TestPortalOptions extends Omit<PortalOptions, 'portal' | 'seedData'> {
  /** Path of a portal file, or the portal. Default: the default portal. */
  readonly portal?: string | PortalDefinitions
  /** Path of a file of JSON lines, or the records and links. */
  readonly seedData?: string | readonly SeedEntry[]
}

export interface TestSandboxOptions
  extends TestPortalOptions,
    Pick<SandboxOptions, 'port' | 'host' | 'dataDir' | 'onNotServed'> {}

/** A running sandbox, or one portal of it. */
export interface TestSandbox extends Omit<Sandbox, 'verify' | 'addPortal' | 'isAdded'> {
  /** The requests that match. Throws where they are not as many as expected, with those that come near. */
  verify(expected: Expectation): readonly SeenRequest[]
  /** Another portal at the same address, reached by its own token; `close` ends that one alone. */
  addPortal(options?: TestPortalOptions): Promise<TestSandbox>
}

/**
 * Starts a sandbox in memory on a free port of 127.0.0.1, unless told otherwise. Throws an error with a `code`: USAGE for
 * what cannot be, FILE_UNREADABLE, PORT_IN_USE, SANDBOX_BUSY.
 */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  return testSandboxOf(await start(await checked(options)))
}

function testSandboxOf(sandbox: Sandbox): TestSandbox {
  const {isAdded, ...shown} = sandbox
  return {
    ...shown,
    verify(expected) {
      const {isMet, message, ids, near} = sandbox.verify(parseExpectation(expected))
      if (!isMet) throw new Error(`${message}${near.map(linesOf).join('')}`)
      return sandbox.seen().filter(({id}) => ids.includes(id))
    },
    addPortal: async (options = {}) => testSandboxOf(sandbox.addPortal(await checked(options))),
  }
}

function linesOf({id, method, path, body, outcome}: SeenRequest): string {
  return `\n  request ${id}: ${method} ${path} → ${outcome}${body === null || body === '' ? '' : `\n    ${body}`}`
}

/** What a caller in JavaScript gives is checked as what comes from a file is. */
async function checked<T extends TestPortalOptions>(options: T) {
  const {portal, seedData, faults, ...rest} = options
  return {
    ...rest,
    ...(faults !== undefined && {faults: parseFaultRules(faults)}),
    ...(portal !== undefined && {portal: await portalOf(portal)}),
    ...(seedData !== undefined && {seedData: await seedOf(seedData)}),
  }
}

async function portalOf(portal: string | PortalDefinitions): Promise<PortalDefinitions> {
  if (typeof portal !== 'string') return readPortalFile(portal, 'The portal')
  return readPortalFile(readJson(await textOf(portal), `The portal file ${portal}`), `The portal file ${portal}`)
}

async function seedOf(seedData: string | readonly SeedEntry[]): Promise<readonly SeedEntry[]> {
  if (typeof seedData === 'string') return readSeed(await textOf(seedData), `The seed data ${seedData}`)
  return seedData.map((entry, index) => readSeedEntry(entry, `Seed data, entry ${index + 1}`))
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(cause => {
    throw new AppError('FILE_UNREADABLE', `${path} cannot be read: ${cause.message}.`, {cause})
  })
}
