// Airbyte's published way of loading: one request after another, 100 rows each, no trace ids; a 409 is halved until the
// culprit stands alone, a 429 waits for ten seconds, a 400 ends it. usage: airbyte.js FILE URL TOKEN
import {createReadStream} from 'node:fs'
import {Agent} from 'node:http'
import {setTimeout as sleep} from 'node:timers/promises'
import {parse} from 'csv-parse'
import got from 'got'

const [file, url, token] = process.argv.slice(2)
const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
const client = got.extend({
  agent: {http: new Agent({keepAlive: true})},
  retry: {limit: 0},
  throwHttpErrors: false,
  headers,
})
let batch = []

for await (const row of createReadStream(file).pipe(parse({columns: true}))) {
  batch.push({id: row.email, idProperty: 'email', properties: row})
  if (batch.length === 100) await sendBatch()
}
if (batch.length > 0) await sendBatch()

async function sendBatch() {
  const inputs = batch
  batch = []
  await load(inputs)
}

async function load(inputs) {
  const {statusCode, body} = await client.post(`${url}/crm/v3/objects/contacts/batch/upsert`, {
    body: JSON.stringify({inputs}),
  })
  if (statusCode === 429) {
    await sleep(10_000)
    return load(inputs)
  }
  if (statusCode === 409 && inputs.length > 1) {
    const middle = Math.ceil(inputs.length / 2)
    await load(inputs.slice(0, middle))
    return load(inputs.slice(middle))
  }
  if (statusCode !== 200 && statusCode !== 409) throw new Error(`HubSpot answered ${statusCode}: ${body.slice(0, 200)}`)
  JSON.parse(body)
}
