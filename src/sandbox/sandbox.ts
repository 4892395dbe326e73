/**
 * The sandbox: HubSpot's CRM API on loopback, for people who try the program and for tests. It shares no code with the
 * client, so that no misreading of HubSpot's API can hide in both.
 *
 * A request comes in through `server/`, which sends it through a list of stages (server/handle-request.ts): who asks is
 * known to `oauth/`, how often it may to `limits/`, what goes wrong to `faults/`; what HubSpot would answer is `crm/`.
 * What was asked is kept by `journal/`; what tests and people ask of the sandbox itself is answered by `control/`.
 * `ownership/` keeps two processes from serving the same records, `profile/` lets them share one sandbox, `command/` is
 * what `hubspot-push sandbox` needs, `basics/` the words of all of them. Arrows between these folders point one way:
 * test/sandbox/wings.test.ts has them.
 */

import {answerOwn} from './control/answer-own.js'
import {createCrm} from './crm/crm.js'
import {findRoute} from './crm/routes.js'
import type {Sandbox, SandboxOptions} from './server/running-sandbox.js'
import {serveSandbox} from './server/serve-sandbox.js'

/**
 * Starts the sandbox, a local HubSpot simulator, on loopback. With `dataDir` it owns the records there as long as it runs.
 * Throws SANDBOX_BUSY (as RecordsOwned) when another process does, and PORT_IN_USE.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return serveSandbox(options, crmOptions => ({...createCrm(crmOptions), methodsAt}), answerOwn)
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function methodsAt(path: string): readonly string[] {
  return METHODS.filter(method => findRoute(method, path) !== undefined)
}
