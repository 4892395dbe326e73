import {gap, type NextStep, ours, type ShellWord, say} from '../../errors/next-step.js'

/** `deals-read`, `custom-object-write`: what refusals call a scope, and no page of HubSpot's settings does. */
const INTERNAL = /^(custom-object|[a-z_]+)-(read|write)$/

/** A scope as the settings of apps and tokens list it; undefined for a name that is in no such list. */
export function asListed(scope: string): string | undefined {
  if (/^(?:crm|cms|cpq)\.|^(?:oauth|tickets|e-commerce)$|^tickets\./.test(scope)) return scope
  const [, object, action] = INTERNAL.exec(scope) ?? []
  if (object === undefined) return undefined
  if (object === 'tickets') return 'tickets'
  return `crm.objects.${object === 'custom-object' ? 'custom' : object}.${action}`
}

/**
 * How a login gets what it lacks: HubSpot grants only what the app or token lists, so logging in again is the second
 * step. `scopes`: as HubSpot names them, any of which would do.
 */
export function grantSteps(scopes: readonly string[]): readonly NextStep[] {
  const [scope] = scopes.flatMap(each => asListed(each) ?? [])
  const login: readonly ShellWord[] = ['login', '--scope', scope ?? gap('SCOPE')]
  return [
    say(
      `In HubSpot, add ${scope ?? 'the scope'} to your app (as an optional scope), or to the private app or service key that the token is from`,
    ),
    ours(login, 'then this, for a login in the browser; a token needs no new login unless HubSpot changed it'),
    ours(['whoami'], 'shows what the login may do'),
  ]
}
