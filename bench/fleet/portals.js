// 200 HubSpots in one process: each has a rolling limit, a token, its records, and a record of who wrote what when.
import {once} from 'node:events'
import {createServer} from 'node:http'

const CREATED = '2026-11-01T00:00:00.000Z'
const JSON_TYPE = {'content-type': 'application/json;charset=utf-8'}

export class Portal {
  /** `limit`: {max, intervalMs, latencyMs: [least, most]}; `replies`: what the sandbox answers to GET. */
  constructor({id, limit, replies}) {
    this.id = id
    this.token = `pat-na1-${String(id).padStart(8, '0')}-0000-4000-8000-000000000000`
    this.limit = limit
    this.replies = replies
    /** Key → value of `address`, as it was written last. */
    this.records = new Map()
    /** Key → who has it in a request that is not answered yet. */
    this.underWay = new Map()
    this.collisions = 0
    /** Rows that came by a door of a job that is about another portal. */
    this.strangers = 0
    this.throttled = 0
    this.requests = 0
    this.acceptedAtMs = []
    this.window = []
    this.doors = []
  }

  /** An address of its own for each attempt of a job: so it is known who sends what. */
  async openDoor(attempt, {isStranger}) {
    const server = createServer((request, response) => this.#take({attempt, isStranger}, request, response))
    this.doors.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${server.address().port}`
  }

  close() {
    for (const door of this.doors) {
      door.close()
      door.closeAllConnections()
    }
  }

  async #take(door, request, response) {
    const parts = []
    for await (const part of request) parts.push(part)
    const {pathname} = new URL(request.url, 'http://fleet')
    if (request.headers.authorization !== `Bearer ${this.token}`) return send(response, 401, NO_SUCH_TOKEN)
    this.#answer(door, {method: request.method, pathname, text: Buffer.concat(parts).toString('utf8')}, response)
  }

  #answer({attempt, isStranger}, {method, pathname, text}, response) {
    this.requests += 1
    if (!this.#takesFromLimit()) return send(response, 429, THROTTLED, this.#rateHeaders())
    const headers = this.#rateHeaders()
    if (method === 'GET') return this.#reply(response, ...this.#canned(pathname), headers)
    if (!pathname.endsWith('/batch/upsert'))
      return this.#reply(response, 200, '{"status":"COMPLETE","results":[]}', headers)
    const {inputs} = JSON.parse(text)
    if (isStranger) this.strangers += inputs.length
    this.acceptedAtMs.push(performance.now())
    for (const {id} of inputs) this.#begin(attempt, id)
    setTimeout(() => {
      for (const input of inputs) this.#end(attempt, input)
      send(response, 200, upserted(inputs), headers)
    }, this.#latencyMs())
  }

  /** A key that another attempt has under way is what must never happen. */
  #begin(attempt, key) {
    const holder = this.underWay.get(key)
    if (holder !== undefined && holder !== attempt) this.collisions += 1
    this.underWay.set(key, attempt)
  }

  #end(attempt, {id, properties}) {
    if (this.underWay.get(id) === attempt) this.underWay.delete(id)
    this.records.set(id, properties.address)
  }

  #takesFromLimit() {
    const now = performance.now()
    const {max, intervalMs} = this.limit
    while (this.window[0] <= now - intervalMs) this.window.shift()
    if (this.window.length >= max) {
      this.throttled += 1
      return false
    }
    this.window.push(now)
    return true
  }

  #rateHeaders() {
    const {max, intervalMs} = this.limit
    return {
      'X-HubSpot-RateLimit-Max': String(max),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(intervalMs),
      'X-HubSpot-RateLimit-Remaining': String(max - this.window.length),
    }
  }

  #canned(pathname) {
    const body = this.replies[pathname]
    if (body === undefined) return [404, '{"status":"error","message":"not found"}']
    if (pathname !== '/account-info/v3/details') return [200, body]
    return [200, JSON.stringify({...JSON.parse(body), portalId: this.id})]
  }

  #reply(response, status, body, headers) {
    setTimeout(() => send(response, status, body, headers), this.#latencyMs())
  }

  #latencyMs() {
    const [least, most] = this.limit.latencyMs
    return least + Math.random() * (most - least)
  }
}

const NO_SUCH_TOKEN = '{"status":"error","category":"INVALID_AUTHENTICATION","message":"no such token"}'

const THROTTLED = JSON.stringify({
  status: 'error',
  message: 'You have reached your ten_secondly_rolling limit.',
  policyName: 'TEN_SECONDLY_ROLLING',
})

function send(response, status, body, headers = {}) {
  response.writeHead(status, {...JSON_TYPE, 'content-length': Buffer.byteLength(body), ...headers})
  response.end(body)
}

let nextId = 1

function upserted(inputs) {
  const results = inputs.map(({id, idProperty, properties}) => ({
    id: String(nextId++),
    properties: {...properties, [idProperty]: id, createdate: CREATED, lastmodifieddate: CREATED},
    createdAt: CREATED,
    updatedAt: CREATED,
    archived: false,
    new: true,
  }))
  return JSON.stringify({status: 'COMPLETE', results, startedAt: CREATED, completedAt: CREATED})
}
