import {AppError} from '../../errors/app-error.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import {badRequestReply, notFoundReply} from '../basics/replies.js'
import {parseSwitches} from '../basics/switches.js'
import {parseFaultRules} from '../faults/parse-fault-rules.js'
import {parseLimits} from '../limits/limit-options.js'
import {bearerToken} from '../oauth/authenticate.js'
import {KEEPABLE, type Keepable, type Sandbox} from './running-sandbox.js'

export const CONTROL_PREFIX = '/_sandbox/'

/** What can be asked of a sandbox in another process. */
export type ControlPorts = Pick<
  Sandbox,
  | 'token'
  | 'state'
  | 'records'
  | 'restore'
  | 'associations'
  | 'setFaults'
  | 'setSwitches'
  | 'setLimits'
  | 'expireTokens'
  | 'revokeTokens'
  | 'reset'
  | 'settled'
>

const RESTORE = /^\/_sandbox\/restore\/([^/]+)\/(\d+)$/
const RECORDS = /^\/_sandbox\/records\/([^/]+)$/

/**
 * The sandbox's own routes, which HubSpot does not have. They take its own token alone:
 * `GET state`, `GET records/{type}` and `GET associations` (JSONL), `POST faults`, `POST switches`, `POST limits`, `POST restore/{type}/{id}`, `POST expire-tokens`, `POST
 * revoke-tokens`, `POST reset?keep=records,definitions,switches`, `POST settle` (answers once no late commit is pending).
 */
export async function answerControl(request: SandboxRequest, ports: ControlPorts): Promise<Delivery> {
  if (bearerToken(request) !== ports.token)
    return replyWith({status: 401, body: {status: 'error', message: 'The sandbox’s own token is needed'}})
  const type = request.method === 'GET' ? RECORDS.exec(request.path)?.[1] : undefined
  if (request.method === 'GET' && request.path === `${CONTROL_PREFIX}associations`)
    return {kind: 'lines', lines: jsonLines(ports.associations())}
  try {
    if (type !== undefined) return {kind: 'lines', lines: jsonLines(ports.records(type))}
    return replyWith(await carryOutControl(request, ports))
  } catch (error) {
    if (error instanceof AppError || error instanceof SyntaxError) return replyWith(badRequestReply(error.message))
    throw error
  }
}

async function carryOutControl(
  {method, path, query, body}: SandboxRequest,
  ports: ControlPorts,
): Promise<SandboxReply> {
  const [, type, id] = (method === 'POST' && RESTORE.exec(path)) || []
  if (type !== undefined && id !== undefined) return done(() => ports.restore(type, id))
  switch (`${method} ${path.slice(CONTROL_PREFIX.length)}`) {
    case 'GET state':
      return {status: 200, body: ports.state()}
    case 'POST faults':
      return done(() => ports.setFaults(parseFaultRules(JSON.parse(body))))
    case 'POST switches':
      return done(() => ports.setSwitches(parseSwitches(JSON.parse(body))))
    case 'POST limits':
      return done(() => ports.setLimits(parseLimits(JSON.parse(body))))
    case 'POST expire-tokens':
      return done(() => ports.expireTokens())
    case 'POST revoke-tokens':
      return done(() => ports.revokeTokens())
    case 'POST reset':
      return done(() => ports.reset(parseKeep(query.get('keep'))))
    case 'POST settle':
      await ports.settled()
      return {status: 204}
    default:
      return notFoundReply()
  }
}

function parseKeep(keep: string | null): Keepable[] {
  const names = keep === null || keep === '' ? [] : keep.split(',')
  return names.map(name => {
    const known = KEEPABLE.find(each => each === name)
    if (known === undefined) throw new AppError('USAGE', `A reset can keep ${KEEPABLE.join(', ')}, but not "${name}".`)
    return known
  })
}

function done(act: () => void): SandboxReply {
  act()
  return {status: 204}
}

function replyWith(reply: SandboxReply): Delivery {
  return {kind: 'reply', reply}
}

function* jsonLines(records: Iterable<unknown>): Iterable<string> {
  for (const record of records) yield JSON.stringify(record)
}
