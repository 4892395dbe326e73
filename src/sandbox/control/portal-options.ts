import {AppError} from '../../errors/app-error.js'
import {isObject} from '../../shared/json.js'
import {parseClockChange} from '../basics/movable-clock.js'
import {parseSwitches} from '../basics/switches.js'
import {readPortalFile} from '../crm/portal-file/read-portal-file.js'
import {readSeedEntry} from '../crm/seed/read-seed.js'
import type {SeedEntry} from '../crm/seed/seed-entry.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import {parseLimits} from '../limits/limit-options.js'
import {KEEPABLE, type Keepable, type PortalOptions, type Sandbox} from '../server/running-sandbox.js'

/** What another program needs to use a sandbox: the JSON of `hubspot-push sandbox --json`. */
export type SandboxAddress = Pick<Sandbox, 'url' | 'token' | 'clientId' | 'clientSecret' | 'portalId'>

export function addressOf({url, token, clientId, clientSecret, portalId}: SandboxAddress): SandboxAddress {
  return {url, token, clientId, clientSecret, portalId}
}

type Parts = {readonly [Name in keyof PortalOptions]-?: (value: unknown) => PortalOptions[Name]}

/** A part that may be given, and what makes of its JSON what it is. */
const PARTS: Partial<Parts> = {
  token: parseToken,
  scopes: value => texts('scopes', value),
  client: parseClient,
  portal: value => readPortalFile(value, 'The portal'),
  seedData: parseSeed,
  seed: value => number('seed', value),
  limits: parseLimits,
  switches: parseSwitches,
  faults: parseFaultRules,
  time: parseClockChange,
}

/** Checks what a control request sent. Throws USAGE naming the part. */
export function parsePortalOptions(parsed: unknown): PortalOptions {
  if (!isObject(parsed)) throw new AppError('USAGE', 'A portal is described by one JSON object.')
  const options = Object.entries(parsed).map(([name, value]) => {
    const parse = isPart(name) ? PARTS[name] : undefined
    if (parse === undefined)
      throw new AppError('USAGE', `A portal has no "${name}"; it has ${Object.keys(PARTS).join(', ')}.`)
    return [name, parse(value)] as const
  })
  return Object.fromEntries(options)
}

/** It travels in a header. Throws USAGE. */
export function parseToken(value: unknown): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value
  throw new AppError('USAGE', 'A token is letters, digits and signs, without blanks.')
}

/** Records and links. Throws USAGE naming the one that is wrong. */
export function parseSeed(value: unknown): readonly SeedEntry[] {
  return array('seedData', value).map((each, index) => readSeedEntry(each, `Seed data, entry ${index + 1}`))
}

/** What a reset leaves. Throws USAGE. */
export function parseKeep(value: unknown): readonly Keepable[] {
  return array('keep', value).map(name => {
    const known = KEEPABLE.find(each => each === name)
    if (known === undefined)
      throw new AppError('USAGE', `A reset can keep ${KEEPABLE.join(', ')}, but not ${JSON.stringify(name)}.`)
    return known
  })
}

function parseClient(value: unknown): NonNullable<PortalOptions['client']> {
  const {id, secret} = isObject(value) ? value : {}
  if (typeof id === 'string' && typeof secret === 'string') return {id, secret}
  throw new AppError('USAGE', 'A client has an "id" and a "secret".')
}

function isPart(name: string): name is keyof PortalOptions {
  return Object.hasOwn(PARTS, name)
}

function array(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new AppError('USAGE', `"${name}" is an array.`)
}

function texts(name: string, value: unknown): readonly string[] {
  const list = array(name, value)
  if (list.every(each => typeof each === 'string')) return list
  throw new AppError('USAGE', `"${name}" is an array of texts.`)
}

function number(name: string, value: unknown): number {
  if (Number.isSafeInteger(value)) return Number(value)
  throw new AppError('USAGE', `"${name}" is a whole number.`)
}
