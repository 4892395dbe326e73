// A HubSpot that keeps no records and does as little as it can for a reply, in a process of its own: what is measured
// are its clients.
// Everything but the batch upsert and links is answered with what the sandbox answered once (given over IPC). `POST
// /bench` sets the mood and begins to count anew, `GET /bench` tells the counts.
import {createServer} from 'node:http'
import {companyResults, linkReply} from './link-replies.js'

const CREATED = '2026-11-01T00:00:00.000Z'
const REFUSED = '{"status":"error","category":"MISSING_SCOPES","message":"enough"}'
let canned = {}
let mood = {}
let seen = fresh()
let nextId = 1

function fresh() {
  return {upserts: 0, rows: 0, throttled: 0, requests: 0, acceptedAtMs: [], firstKeys: [], takenAtMs: [], links: {}}
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', part => parts.push(part))
  request.on('end', () => {
    const text = Buffer.concat(parts).toString('utf8')
    const {pathname} = new URL(request.url, 'http://bench')
    if (pathname === '/bench') return control(request.method, text, response)
    answer({method: request.method, pathname, text}, response)
  })
})

function control(method, text, response) {
  if (method === 'POST') {
    mood = JSON.parse(text)
    seen = fresh()
  }
  send(response, 200, JSON.stringify(seen), {})
}

function answer({method, pathname, text}, response) {
  seen.requests += 1
  const {latencyMs: [least, most] = [0, 0]} = mood
  const {isRefused, headers} = takeFromLimit()
  if (!isRefused) seen.takenAtMs.push(Date.now())
  const {status, body} = isRefused ? throttled() : replyTo(method, pathname, text)
  if (most === 0) return send(response, status, body, headers)
  setTimeout(() => send(response, status, body, headers), least + Math.random() * (most - least))
}

function send(response, status, body, headers) {
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

/** The rolling window of an app; a refused request uses up nothing. */
function takeFromLimit() {
  const {max = 1_000_000, intervalMs = 10_000} = mood
  const now = Date.now()
  if (mood.max === undefined) return {isRefused: false, headers: rateHeaders(max, intervalMs, max)}
  seen.window ??= []
  while (seen.window[0] <= now - intervalMs) seen.window.shift()
  const isRefused = seen.window.length >= max
  if (isRefused) seen.throttled += 1
  else seen.window.push(now)
  return {isRefused, headers: rateHeaders(max, intervalMs, max - seen.window.length)}
}

function rateHeaders(max, intervalMs, remaining) {
  return {
    'X-HubSpot-RateLimit-Max': String(max),
    'X-HubSpot-RateLimit-Interval-Milliseconds': String(intervalMs),
    'X-HubSpot-RateLimit-Remaining': String(remaining),
  }
}

function throttled() {
  const body = {
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    policyName: 'TEN_SECONDLY_ROLLING',
  }
  return {status: 429, body: JSON.stringify(body)}
}

function replyTo(method, pathname, text) {
  if (method === 'GET') {
    const body = canned[pathname]
    return body === undefined ? {status: 404, body: '{"status":"error","message":"not found"}'} : {status: 200, body}
  }
  if (pathname.endsWith('/batch/upsert')) return upsert(JSON.parse(text).inputs)
  if (pathname.startsWith('/crm/associations/')) return linkReply(pathname, JSON.parse(text).inputs, seen.links)
  if (pathname.endsWith('/objects/0-2/batch/read')) return {status: 200, body: companyResults(JSON.parse(text).inputs)}
  if (pathname.endsWith('/batch/read')) return {status: 200, body: '{"status":"COMPLETE","results":[]}'}
  return {status: 404, body: '{"status":"error","message":"not found"}'}
}

/** As HubSpot: a refused row is an entry of a 207 where all inputs are traced, else it refuses the request. */
function upsert(inputs) {
  seen.upserts += 1
  if (seen.upserts > (mood.refuseAfter ?? Number.POSITIVE_INFINITY)) return {status: 403, body: REFUSED}
  const results = []
  const errors = []
  for (const input of inputs) (isBad(input) ? errors : results).push(input)
  if (errors.length > 0 && !inputs.every(input => input.objectWriteTraceId !== undefined)) {
    return {status: 409, body: JSON.stringify({status: 'error', category: 'CONFLICT', message: conflictOf(errors[0])})}
  }
  seen.rows += results.length
  seen.acceptedAtMs.push(Date.now())
  if (mood.max !== undefined) seen.firstKeys.push(inputs[0].id)
  const shown = results.map(resultOf).join(',')
  if (errors.length === 0)
    return {
      status: 200,
      body: `{"status":"COMPLETE","results":[${shown}],"startedAt":"${CREATED}","completedAt":"${CREATED}"}`,
    }
  const told = JSON.stringify(errors.map(errorOf))
  return {status: 207, body: `{"status":"COMPLETE","results":[${shown}],"numErrors":${errors.length},"errors":${told}}`}
}

/** What only HubSpot can refuse: to its clients the value is as good as any. */
function isBad({properties}) {
  return properties.company === 'Taken Ltd'
}

function conflictOf({id}) {
  return `The value of a unique property of ${id} is held by another record.`
}

function errorOf(input) {
  return {
    status: 'error',
    category: 'CONFLICT',
    message: conflictOf(input),
    context: {objectWriteTraceId: [input.objectWriteTraceId], ids: [input.id]},
  }
}

function resultOf({id, idProperty, properties}) {
  const recordId = nextId++
  const stored = {
    ...properties,
    [idProperty]: id,
    createdate: CREATED,
    hs_object_id: String(recordId),
    lastmodifieddate: CREATED,
  }
  return `{"id":"${recordId}","properties":${JSON.stringify(stored)},"createdAt":"${CREATED}","updatedAt":"${CREATED}","archived":false,"new":${mood.exist !== true}}`
}

process.on('message', message => {
  canned = message
  server.listen(0, '127.0.0.1', () => process.send({url: `http://127.0.0.1:${server.address().port}`}))
})
process.on('disconnect', () => process.exit())
