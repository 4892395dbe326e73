/**
 * `import {startSandbox} from 'hubspot-push/sandbox'`: the sandbox inside the process of a test. What is exported here
 * is an interface that other projects depend on: docs/sandbox.md shows it, and the build makes its types.
 */

import {readFile} from 'node:fs/promises'
import {AppError} from '../../errors/app-error.js'
import {defined} from '../../shared/defined.js'
import {readJson} from '../basics/json-place.js'
import {parseClockChange} from '../basics/movable-clock.js'
import {parseSwitches} from '../basics/switches.js'
import {parseKeep, parsePortalOptions, parseSeed} from '../control/portal-options.js'
import type {PortalDefinitions} from '../crm/portal-file/portal-definitions.js'
import {readPortalFile} from '../crm/portal-file/read-portal-file.js'
import {readSeed} from '../crm/seed/read-seed.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import {parsePattern} from '../journal/match-requests.js'
import type {SeenRequest} from '../journal/seen-request.js'
import {type Expectation, parseExpectation} from '../journal/verify-requests.js'
import {parseLimits} from '../limits/limit-options.js'
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
 * Starts a sandbox in memory on a free port of 127.0.0.1, unless told otherwise. Throws an error with a `code`: USAGE
 * for what cannot be, FILE_UNREADABLE, PORT_IN_USE, SANDBOX_BUSY.
 */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  return testSandboxOf(await start(await checkedStart(options)))
}

function testSandboxOf(sandbox: Sandbox): TestSandbox {
  const {isAdded, ...shown} = sandbox
  return {
    ...shown,
    // What a caller in JavaScript gives is checked as what comes over the control API is.
    setFaults: rules => sandbox.setFaults(parseFaultRules(rules)),
    setSwitches: switches => sandbox.setSwitches(parseSwitches(switches)),
    setLimits: limits => sandbox.setLimits(parseLimits(limits)),
    moveClock: change => sandbox.moveClock(parseClockChange(change)),
    seed: entries => sandbox.seed(parseSeed(entries)),
    reset: keep => sandbox.reset(parseKeep(keep ?? [])),
    seen: pattern => sandbox.seen(parsePattern(pattern ?? {})),
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

async function checkedStart({
  port,
  host,
  dataDir,
  onNotServed,
  ...portal
}: TestSandboxOptions): Promise<SandboxOptions> {
  const wrong = (name: string, is: string) => new AppError('USAGE', `"${name}" is ${is}.`)
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw wrong('port', 'a number from 0 to 65535')
  for (const [name, value] of Object.entries({host, dataDir}))
    if (value !== undefined && (typeof value !== 'string' || value === '')) throw wrong(name, 'a text')
  if (onNotServed !== undefined && typeof onNotServed !== 'function') throw wrong('onNotServed', 'a function')
  return {...(await checked(portal)), ...defined({port, host, dataDir, onNotServed})}
}

async function checked(options: TestPortalOptions): Promise<PortalOptions> {
  const {portal, seedData, ...rest} = options
  return parsePortalOptions({
    ...defined(rest),
    ...(portal !== undefined && {portal: await portalOf(portal)}),
    ...(seedData !== undefined && {seedData: await seedOf(seedData)}),
  })
}

async function portalOf(portal: string | PortalDefinitions): Promise<unknown> {
  if (typeof portal !== 'string') return portal
  return readPortalFile(readJson(await textOf(portal), `The portal file ${portal}`), `The portal file ${portal}`)
}

async function seedOf(seedData: string | readonly SeedEntry[]): Promise<unknown> {
  return typeof seedData === 'string' ? readSeed(await textOf(seedData), `The seed data ${seedData}`) : seedData
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(cause => {
    throw new AppError('FILE_UNREADABLE', `${path} cannot be read: ${cause.message}.`, {cause})
  })
}
