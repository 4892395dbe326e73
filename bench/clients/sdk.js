// HubSpot's SDK in the loop of its README: one batch after another. usage: sdk.js FILE URL TOKEN [unlimited]
import {createReadStream} from 'node:fs'
import {Client} from '@hubspot/api-client'
import {parse} from 'csv-parse'

const [file, basePath, accessToken, mode] = process.argv.slice(2)
const limits = mode === 'unlimited' ? {limiterOptions: {minTime: 0, maxConcurrent: null}} : {}
const client = new Client({basePath, accessToken, ...limits})
let batch = []

for await (const row of createReadStream(file).pipe(parse({columns: true}))) {
  batch.push({id: row.email, idProperty: 'email', properties: row})
  if (batch.length === 100) await sendBatch()
}
if (batch.length > 0) await sendBatch()

async function sendBatch() {
  const inputs = batch
  batch = []
  const {results} = await client.crm.contacts.batchApi.upsert({inputs})
  if (results.length !== inputs.length) throw new Error(`${inputs.length} rows were sent, ${results.length} came back.`)
}
