import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import {methodNotAllowedReply, NOT_FOUND_PAGE, notServedReply} from '../basics/replies.js'

export interface RouteKnowledge {
  /** Which methods a path knows; empty: no such path. */
  readonly crm: {methodsAt(path: string): readonly string[]}
  /** Told of each request that HubSpot might answer. */
  readonly onNotServed: (method: string, path: string) => void
}

/** Where HubSpot has APIs; a path elsewhere is one that it does not have either. */
const API_AREAS: ReadonlySet<string> = new Set([
  ...[
    'account-info',
    'analytics',
    'automation',
    'automation-actions',
    'business-units',
    'cms',
    'communication-preferences',
  ],
  ...[
    'companies',
    'contacts',
    'content',
    'conversations',
    'crm',
    'crm-associations',
    'crm-object-schemas',
    'crm-objects',
  ],
  ...['crm-pipelines', 'deals', 'email', 'engagements', 'events', 'files', 'filemanager', 'forms', 'integrations'],
  ...['integrators', 'marketing', 'oauth', 'owners', 'properties', 'scheduler', 'settings', 'tickets', 'webhooks'],
  // Those of HubSpot's own command line.
  ...['apps-dev', 'apps-hublets', 'cos-rendering', 'designmanager', 'dev-secrets', 'developer', 'developers', 'dfs'],
  ...['firealarm', 'localdevauth', 'project-components-external', 'quality-engine', 'sandbox-hubs', 'sandboxes-sync'],
])

/** The versions that HubSpot has not: it has v1 to v4, and these dated ones (docs/hubspot-api.md#versions). */
const NO_VERSION = /\/(?:(?!2025-09\/|2026-03\/|2026-09\/)\d{4}-\d{2}|v(?![1-4]\/)\d+)\//

/** What a request gets that the CRM has no route for. */
export function noSuchRoute({method, path}: SandboxRequest, {crm, onNotServed}: RouteKnowledge): SandboxReply {
  const methods = crm.methodsAt(path)
  if (methods.length > 0 && !methods.includes(method)) return methodNotAllowedReply(methods)
  if (!isApi(path) || NO_VERSION.test(path)) return NOT_FOUND_PAGE
  onNotServed(method, path)
  return notServedReply(method, path)
}

function isApi(path: string): boolean {
  const [, area = '', rest] = path.split('/')
  return API_AREAS.has(area) && rest !== undefined
}
