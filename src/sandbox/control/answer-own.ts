import {AppError} from '../../errors/app-error.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import {badRequestReply, methodNotAllowedReply, notFoundReply} from '../basics/replies.js'
import {bearerToken} from '../oauth/authenticate.js'
import {pageFile} from '../page/page-files.js'
import {CONTROL_PREFIX} from '../server/own-paths.js'
import type {OwnRoutes} from '../server/serve-sandbox.js'
import {answerControl} from './control-routes.js'
import {refuseForeignPage} from './guard-browsers.js'

/** Everything the sandbox answers in its own name. All but the health and the page's own files needs its token. */
export async function answerOwn(request: SandboxRequest, about: OwnRoutes): Promise<Delivery> {
  const refusal = refuseForeignPage(request, about)
  if (refusal !== undefined) return replyWith(refusal)
  const path = request.path.startsWith(CONTROL_PREFIX) ? request.path.slice(CONTROL_PREFIX.length) : ''
  const file = request.method === 'GET' ? fileNamed(request.path, path) : undefined
  if (file !== undefined) return replyWith((await pageFile(file)) ?? notFoundReply())
  if (path === 'health') return replyWith(healthOf(request, about))
  const token = bearerToken(request)
  if (token === undefined || !about.tokens.includes(token))
    return replyWith({status: 401, body: {status: 'error', message: 'The sandbox’s own token is needed'}})
  try {
    return await answerControl(path, request, about.sandbox)
  } catch (error) {
    if (error instanceof AppError) return replyWith(badRequestReply(error.message))
    throw error
  }
}

/** What stands in the page's own addresses. */
function fileNamed(wholePath: string, path: string): string | undefined {
  if (wholePath === '/') return 'index.html'
  return path.startsWith('page/') ? path.slice('page/'.length) : undefined
}

/** It answers as soon as the records are read. */
function healthOf({method}: SandboxRequest, {sandbox}: OwnRoutes): SandboxReply {
  if (method !== 'GET' && method !== 'HEAD') return methodNotAllowedReply(['GET', 'HEAD'])
  return {status: 200, body: {status: 'ok', portalId: sandbox.portalId}}
}

function replyWith(reply: SandboxReply): Delivery {
  return {kind: 'reply', reply}
}
