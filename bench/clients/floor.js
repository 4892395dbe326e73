// The floor: rows are read, written as JSON, sent, and the replies read; nothing else. usage: floor.js FILE URL TOKEN
import {createReadStream} from 'node:fs'
import {Agent} from 'node:http'
import {parse} from 'csv-parse'
import got from 'got'

const UNDER_WAY = 8
const [file, url, token] = process.argv.slice(2)
const client = got.extend({
  agent: {http: new Agent({keepAlive: true})},
  retry: {limit: 0},
  headers: {authorization: `Bearer ${token}`},
})
const sending = new Set()
let batch = []

for await (const row of createReadStream(file).pipe(parse({columns: true}))) {
  batch.push({id: row.email, idProperty: 'email', properties: row})
  if (batch.length === 100) await sendBatch()
}
if (batch.length > 0) await sendBatch()
await Promise.all(sending)

async function sendBatch() {
  const inputs = batch
  batch = []
  const reply = send(inputs).finally(() => sending.delete(reply))
  sending.add(reply)
  if (sending.size >= UNDER_WAY) await Promise.race(sending)
}

async function send(inputs) {
  const path = `${url}/crm/v3/objects/contacts/batch/upsert`
  const {results} = await client
    .post(path, {body: JSON.stringify({inputs}), headers: {'content-type': 'application/json'}})
    .json()
  if (results.length !== inputs.length) throw new Error(`${inputs.length} rows were sent, ${results.length} came back.`)
}
