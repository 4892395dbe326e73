import {once} from 'node:events'
import {createWriteStream} from 'node:fs'
import {join} from 'node:path'

const HEADER = 'email,firstname,lastname,phone,city,company,jobtitle,website,zip,address'

/** Writes a CSV file of contacts, 10 columns wide; `change(person, index)` may alter a row before it is written. */
export async function writeContacts(directory, {name, rows, keyOf = index => index, change = person => person}) {
  const path = join(directory, `${name}.csv`)
  const out = createWriteStream(path)
  const columns = HEADER.split(',')
  const extra = Object.keys(change(personOf(0, 0), 0)).filter(column => !columns.includes(column))
  const all = [...columns, ...extra]
  out.write(`${all.join(',')}\n`)
  let text = ''
  for (let index = 0; index < rows; index++) {
    const person = change(personOf(keyOf(index), index), index)
    text += `${all.map(column => person[column]).join(',')}\n`
    if (text.length < 500_000) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'close')
  return path
}

/** The same people as messages of a tap, with a state after every hundred, and as JSONL. */
export async function writeMessages(directory, {name, rows}) {
  const [messages, jsonl] = [join(directory, `${name}.singer`), join(directory, `${name}.jsonl`)]
  const outs = [createWriteStream(messages), createWriteStream(jsonl)]
  const properties = Object.fromEntries(HEADER.split(',').map(column => [column, {}]))
  outs[0].write(
    `${JSON.stringify({type: 'SCHEMA', stream: 'contacts', schema: {properties}, key_properties: ['email']})}\n`,
  )
  let texts = ['', '']
  let lastState = ''
  for (let index = 0; index < rows; index++) {
    const record = personOf(index, index)
    texts[0] += `${JSON.stringify({type: 'RECORD', stream: 'contacts', record, time_extracted: '2026-11-29T10:00:00Z'})}\n`
    texts[1] += `${JSON.stringify(record)}\n`
    if (index % 100 === 99) {
      lastState = JSON.stringify({bookmarks: {contacts: {row: index}}})
      texts[0] += `{"type": "STATE", "value": ${lastState}}\n`
    }
    if (texts[0].length < 500_000) continue
    for (const [at, out] of outs.entries()) if (!out.write(texts[at])) await once(out, 'drain')
    texts = ['', '']
  }
  for (const [at, out] of outs.entries()) {
    out.end(texts[at])
    await once(out, 'close')
  }
  return {messages, jsonl, lastState}
}

function personOf(key, index) {
  return {
    email: `person${key}@example.com`,
    firstname: `First ${key}`,
    lastname: `Last ${key}`,
    phone: `+41 44 ${100_000 + (index % 900_000)}`,
    city: `City ${key % 97}`,
    company: `Company ${key % 1000}`,
    jobtitle: `Job ${index % 50}`,
    website: `https://example.com/${key}`,
    zip: String(10_000 + (key % 90_000)),
    address: `Street ${index}`,
  }
}
