import type {SandboxRequest} from '../basics/messages.js'

export const CONTROL_PREFIX = '/_sandbox/'

/** What the sandbox answers in its own name: the page for people and the control routes. HubSpot has neither. */
export function isOwnPath({path}: Pick<SandboxRequest, 'path'>): boolean {
  return path === '/' || path.startsWith(CONTROL_PREFIX)
}
