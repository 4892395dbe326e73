/**
 * The sandbox's own routes, which HubSpot does not have: docs/sandbox.md lists them for people. One row of `ROUTES` is
 * one route (here); who may ask is decided in guard-browsers.ts and answer-own.ts; add-portal.ts makes portals of
 * requests.
 */

import {AppError} from '../../errors/app-error.js'
import {readJson} from '../basics/json-place.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import {parseClockChange} from '../basics/movable-clock.js'
import {notFoundReply} from '../basics/replies.js'
import {completeSwitches, parseSwitches} from '../basics/switches.js'
import {readSeed} from '../crm/seed/read-seed.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import {parseExpectation} from '../journal/verify-requests.js'
import {parseLimits} from '../limits/limit-options.js'
import type {Sandbox} from '../server/running-sandbox.js'
import {addressOf, parseKeep, parsePortalOptions} from './portal-options.js'
import {pageOfRecords} from './record-pages.js'
import {seenRequests} from './seen-requests.js'

interface ControlCall {
  readonly request: SandboxRequest
  readonly sandbox: Sandbox
  /** What stands for the `:names` of the path. */
  readonly parts: ReadonlyMap<string, string>
}

interface ControlRoute {
  readonly method: string
  /** Below `/_sandbox/`. */
  readonly path: string
  /** Parameters that it takes; default: none. */
  readonly query?: readonly string[]
  readonly answer: (call: ControlCall) => Delivery | Promise<Delivery>
}

export const CONTROL_ROUTES: readonly ControlRoute[] = [
  {method: 'GET', path: 'state', answer: ({sandbox}) => json(sandbox.state())},
  {method: 'GET', path: 'objects', answer: ({sandbox}) => json({results: sandbox.objects()})},
  {
    method: 'GET',
    path: 'records/:type',
    query: ['search', 'limit', 'offset'],
    answer: ({sandbox, parts, request}) =>
      lines(pageOfRecords(sandbox.records(parts.get('type') ?? ''), request.query)),
  },
  {method: 'GET', path: 'records/:type/:id', answer: oneRecord},
  {method: 'GET', path: 'associations', answer: ({sandbox}) => lines(sandbox.associations())},
  {method: 'GET', path: 'data', answer: ({sandbox}) => lines(sandbox.exportData())},
  {method: 'POST', path: 'seed', answer: ({sandbox, request}) => done(() => sandbox.seed(readSeed(request.body)))},
  {
    method: 'POST',
    path: 'restore/:type/:id',
    answer: ({sandbox, parts}) => done(() => sandbox.restore(parts.get('type') ?? '', parts.get('id') ?? '')),
  },
  {
    method: 'GET',
    path: 'requests',
    query: ['method', 'path', 'after', 'limit'],
    answer: ({sandbox, request}) => json(seenRequests(sandbox, request.query)),
  },
  {method: 'DELETE', path: 'requests', answer: ({sandbox}) => done(() => sandbox.forgetSeen())},
  {method: 'POST', path: 'verify', answer: verify},
  {method: 'GET', path: 'faults', answer: ({sandbox}) => json(sandbox.state().faults)},
  {
    method: 'POST',
    path: 'faults',
    answer: ({sandbox, request}) => done(() => sandbox.setFaults(parseFaultRules(bodyOf(request)))),
  },
  {method: 'DELETE', path: 'faults', answer: ({sandbox}) => done(() => sandbox.setFaults([]))},
  {method: 'GET', path: 'switches', answer: ({sandbox}) => json(completeSwitches(sandbox.state().switches))},
  {
    method: 'POST',
    path: 'switches',
    answer: ({sandbox, request}) => done(() => sandbox.setSwitches(parseSwitches(bodyOf(request)))),
  },
  {
    method: 'POST',
    path: 'limits',
    answer: ({sandbox, request}) => done(() => sandbox.setLimits(parseLimits(bodyOf(request)))),
  },
  {method: 'GET', path: 'clock', answer: ({sandbox}) => json(sandbox.state().clock)},
  {
    method: 'POST',
    path: 'clock',
    answer: ({sandbox, request}) => json(sandbox.moveClock(parseClockChange(bodyOf(request)))),
  },
  {method: 'POST', path: 'expire-tokens', answer: ({sandbox}) => done(() => sandbox.expireTokens())},
  {method: 'POST', path: 'revoke-tokens', answer: ({sandbox}) => done(() => sandbox.revokeTokens())},
  {method: 'GET', path: 'snapshots', answer: ({sandbox}) => json({results: sandbox.state().snapshots})},
  {
    method: 'POST',
    path: 'snapshots/:name',
    answer: ({sandbox, parts}) => done(() => sandbox.saveSnapshot(parts.get('name') ?? '')),
  },
  {
    method: 'POST',
    path: 'snapshots/:name/restore',
    answer: ({sandbox, parts}) => done(() => sandbox.restoreSnapshot(parts.get('name') ?? '')),
  },
  {
    method: 'DELETE',
    path: 'snapshots/:name',
    answer: ({sandbox, parts}) => done(() => sandbox.dropSnapshot(parts.get('name') ?? '')),
  },
  {
    method: 'POST',
    path: 'portals',
    answer: ({sandbox, request}) => json(addressOf(sandbox.addPortal(parsePortalOptions(bodyOf(request, '{}')))), 201),
  },
  {method: 'DELETE', path: 'portals', answer: removePortal},
  {
    method: 'POST',
    path: 'reset',
    query: ['keep'],
    answer: ({sandbox, request}) => done(() => sandbox.reset(parseKeep(keptNames(request.query.getAll('keep'))))),
  },
  {method: 'POST', path: 'settle', answer: settle},
]

const PATTERNS = CONTROL_ROUTES.map(route => ({route, pattern: route.path.split('/')}))

/** `path` is what follows `/_sandbox/`. Throws USAGE for what was not understood. */
export function answerControl(path: string, request: SandboxRequest, sandbox: Sandbox): Delivery | Promise<Delivery> {
  for (const {route, pattern} of PATTERNS) {
    const parts = route.method === request.method ? partsOf(path.split('/'), pattern) : undefined
    if (parts === undefined) continue
    refuseUnknown(request.query, route.query ?? [])
    return route.answer({request, sandbox, parts})
  }
  return replyWith(notFoundReply())
}

/** A reset with a misspelt `keep` would empty what was to stay. */
function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find(name => !known.includes(name))
  if (unknown === undefined) return
  const those = known.length === 0 ? 'takes none' : `takes ${known.join(', ')}`
  throw new AppError('USAGE', `There is no parameter "${unknown}" here: this route ${those}.`)
}

function partsOf(path: readonly string[], pattern: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (path.length !== pattern.length) return undefined
  const parts = new Map<string, string>()
  for (const [index, part] of pattern.entries()) {
    const given = path[index] ?? ''
    if (part.startsWith(':') && isOneOf(part, given)) parts.set(part.slice(1), given)
    else if (part !== given) return undefined
  }
  return parts
}

function isOneOf(part: string, given: string): boolean {
  return part === ':id' ? /^\d+$/.test(given) : given !== ''
}

function oneRecord({sandbox, parts}: ControlCall): Delivery {
  const facts = sandbox.record(parts.get('type') ?? '', parts.get('id') ?? '')
  return facts === undefined ? replyWith(notFoundReply()) : json(facts)
}

/** 422 where it is not as expected: `curl --fail` ends a script. */
function verify({sandbox, request}: ControlCall): Delivery {
  const {isMet, ...told} = sandbox.verify(parseExpectation(bodyOf(request)))
  return json({status: isMet ? 'success' : 'error', ...told}, isMet ? 200 : 422)
}

async function removePortal({sandbox}: ControlCall): Promise<Delivery> {
  if (!sandbox.isAdded) throw new AppError('USAGE', 'The first portal ends with the sandbox.')
  await sandbox.close()
  return replyWith({status: 204})
}

async function settle({sandbox}: ControlCall): Promise<Delivery> {
  await sandbox.settled()
  return replyWith({status: 204})
}

function bodyOf({body}: SandboxRequest, standard = ''): unknown {
  return readJson(body || standard, 'The body')
}

function keptNames(keep: readonly string[]): readonly string[] {
  return keep.flatMap(each => each.split(',')).filter(name => name !== '')
}

function done(act: () => void): Delivery {
  act()
  return replyWith({status: 204})
}

function json(body: unknown, status = 200): Delivery {
  return replyWith({status, body})
}

function replyWith(reply: SandboxReply): Delivery {
  return {kind: 'reply', reply}
}

function lines(values: Iterable<unknown>): Delivery {
  return {kind: 'lines', lines: jsonLines(values)}
}

function* jsonLines(values: Iterable<unknown>): Iterable<string> {
  for (const value of values) yield JSON.stringify(value)
}
