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
