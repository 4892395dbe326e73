import {APP, type ValueSource} from '../records/record-change.js'
import type {Call} from './context.js'
import {validationRefusal} from './crm-refusal.js'

const OAUTH_APP_ID = '19083858'

const OAUTH_APP: ValueSource = {type: 'INTEGRATION', id: OAUTH_APP_ID}
const NAMED = /^([A-Z_]{1,60})(?: ([\w:.-]{1,60}))?$/

/**
 * Who writes, for histories: the app of the token, or whom the header `x-sandbox-source` names, which is the sandbox's
 * own: `CRM_UI userId:9586504`.
 */
export function writeSource({request, principal}: Pick<Call, 'request' | 'principal'>): ValueSource {
  const named = request.headers['x-sandbox-source']
  if (named === undefined) return principal.tokenKind === 'oauth' ? OAUTH_APP : APP
  const [, type, id] = NAMED.exec(named) ?? []
  if (type === undefined) throw validationRefusal(`x-sandbox-source is a source and an id, not ${named}`)
  return {type, ...(id !== undefined && {id})}
}
