import {createCrm} from './crm/crm.js'
import {findRoute} from './crm/routes.js'
import type {Sandbox, SandboxOptions} from './sandbox-types.js'
import {serveSandbox} from './server/serve-sandbox.js'

/**
 * Starts an embedded HubSpot on loopback. With `dataDir` it owns the records there as long as it runs.
 * Throws SANDBOX_BUSY (as RecordsOwned) when another process does, and PORT_IN_USE.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return serveSandbox(options, crmOptions => ({...createCrm(crmOptions), methodsAt}))
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function methodsAt(path: string): readonly string[] {
  return METHODS.filter(method => findRoute(method, path) !== undefined)
}
