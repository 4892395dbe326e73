import {ALL_SCOPES} from '../oauth/grantable-scopes.js'
import {isLoopback} from '../server/loopback.js'
import type {Sandbox, SandboxOptions} from '../server/running-sandbox.js'

/** What should not go unsaid about a sandbox that was started like this. */
export function sandboxWarnings(
  {host, scopes = [], seedData}: Pick<SandboxOptions, 'host' | 'scopes' | 'seedData'>,
  sandbox: Pick<Sandbox, 'state'>,
): string[] {
  const unknown = scopes.filter(scope => !ALL_SCOPES.includes(scope))
  return [
    ...(host === undefined || isLoopback(host)
      ? []
      : [`Warning: on ${host}, other machines can reach the sandbox. All that keeps them out is its token.`]),
    ...unknown.map(scope => `Warning: no route of the sandbox asks for the scope "${scope}".`),
    ...(seedData === undefined || sandbox.state().seedDataLoaded
      ? []
      : ['Warning: --seed-data was not loaded, since there are records already.']),
  ]
}
