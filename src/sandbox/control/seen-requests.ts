import {AppError} from '../../errors/app-error.js'
import {parsePattern} from '../journal/match-requests.js'
import type {SeenRequest} from '../journal/seen-request.js'
import type {Sandbox} from '../server/running-sandbox.js'

interface SeenPage {
  readonly requests: readonly SeenRequest[]
  /** Older ones that are no longer kept. */
  readonly forgotten: number
}

/** Those after an id, by method and path, the newest so many; the oldest first. Throws USAGE. */
export function seenRequests(sandbox: Pick<Sandbox, 'seen' | 'forgotten'>, query: URLSearchParams): SeenPage {
  const [method, path] = [query.get('method'), query.get('path')]
  const [after, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit') ?? 1000)]
  if (!Number.isInteger(after) || !Number.isInteger(limit) || limit < 1)
    throw new AppError('USAGE', '"after" and "limit" are numbers.')
  const found = sandbox.seen(parsePattern({...(method !== null && {method}), ...(path !== null && {path})}))
  return {requests: found.filter(({id}) => id > after).slice(-limit), forgotten: sandbox.forgotten()}
}
