import type {ServerResponse} from 'node:http'
import type {Clock} from '../../shared/clock.js'
import type {Delivery, SandboxReply} from '../basics/messages.js'

/** Into how many parts at most a slow body is cut. */
const SLOW_PARTS = 10

/** Lets the client see a delivery. Returns when it is sent, or at once when nothing more will be. */
export async function sendDelivery(response: ServerResponse, delivery: Delivery, clock: Clock): Promise<void> {
  switch (delivery.kind) {
    case 'hang':
      return
    case 'cut':
      response.socket?.resetAndDestroy()
      return
    case 'lines':
      return sendLines(response, delivery.lines)
    case 'reply':
      return sendReply(response, delivery, clock)
  }
}

async function sendReply(
  response: ServerResponse,
  delivery: Extract<Delivery, {kind: 'reply'}>,
  clock: Clock,
): Promise<void> {
  const {reply, overMs, cut} = delivery
  const whole = bytesOf(reply)
  const kept = cut === undefined ? whole : whole.subarray(0, Math.floor(whole.length * cut.share))
  const announced = cut?.ends === 'cleanly' ? kept.length : whole.length
  response.writeHead(reply.status, {...reply.headers, ...entityHeaders(reply, announced)})
  if (cut?.ends === 'abruptly') {
    response.write(kept, () => response.socket?.resetAndDestroy())
    return
  }
  if (overMs !== undefined) await writeSlowly(response, kept, {overMs, clock})
  else await ended(response, kept)
}

/** A 204 has no body, and so neither type nor length. */
function entityHeaders({status, headers}: SandboxReply, bytes: number): Record<string, string | number> {
  return status === 204
    ? {}
    : {'content-type': headers?.['content-type'] ?? 'application/json;charset=utf-8', 'content-length': bytes}
}

async function writeSlowly(
  response: ServerResponse,
  bytes: Buffer,
  pace: {overMs: number; clock: Clock},
): Promise<void> {
  response.flushHeaders()
  const parts = Math.min(SLOW_PARTS, bytes.length)
  for (let part = 0; part < parts && !response.destroyed; part++) {
    await pace.clock.sleep(pace.overMs / parts)
    response.write(bytes.subarray((part * bytes.length) / parts, ((part + 1) * bytes.length) / parts))
  }
  await ended(response)
}

async function sendLines(response: ServerResponse, lines: Iterable<string>): Promise<void> {
  response.writeHead(200, {'content-type': 'application/x-ndjson'})
  for (const line of lines) {
    if (response.destroyed) return
    if (!response.write(`${line}\n`)) await drained(response)
  }
  await ended(response)
}

/** Until all of it has left this process, or the client has gone. */
function ended(response: ServerResponse, last?: Buffer): Promise<void> {
  return new Promise(resolve => {
    response.once('finish', resolve).once('close', resolve)
    response.end(last)
  })
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const settle = () => {
      response.off('drain', settle).off('close', settle)
      resolve()
    }
    response.once('drain', settle).once('close', settle)
  })
}

function bytesOf({body}: SandboxReply): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}
