import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {appendFileSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {openCaller, recordsBy} from './crm-caller.js'

const person = (n: number, properties: Record<string, string> = {}) => ({
  id: `p${n}@x.co`,
  idProperty: 'email',
  properties,
})
const lineCount = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1

describe('records in a directory', () => {
  test('are there again after a restart: values, keys, archived ones, new properties', async () => {
    const dataDir = await tempDir()
    const first = openCaller({dataDir})
    first.call('POST', '/crm/v3/properties/contacts', {
      groupName: 'contactinformation',
      name: 'crm_key',
      label: 'K',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    })
    first.upsert('contacts', [person(1, {crm_key: 'k1', city: 'Zürich "x"\n'}), person(2), person(3)])
    const [gone] = first.crm.records('contacts')
    first.upsert('contacts', [person(2, {city: 'Bern'})])
    first.call('DELETE', `/crm/v3/objects/contacts/${[...first.crm.records('contacts')][2]?.id}`)
    const before = [...first.crm.records('contacts')]
    first.crm.close()

    const second = openCaller({dataDir, seed: 99})
    expect([...second.crm.records('contacts')]).toEqual(before)
    expect(
      second.upsert('contacts', [{id: 'k1', idProperty: 'crm_key', properties: {}}]).json.at('results', 0),
    ).toMatchObject({
      id: gone?.id,
      new: false,
    })
    expect(second.upsert('contacts', [person(3)]).json.at('results', 0, 'new')).toBe(true)
    expect(second.call('GET', '/crm/v3/objects/contacts?limit=100').json.list('results')).toHaveLength(3)
    second.crm.close()
  })

  test('are readable by their owner alone', async () => {
    const dataDir = join(await tempDir(), 'sandbox')
    const {crm, upsert} = openCaller({dataDir})
    upsert('contacts', [person(1)])
    crm.close()
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'records.jsonl')).mode & 0o777).toBe(0o600)
  })

  test('survive kill -9 up to the last answered request', async () => {
    const dataDir = await tempDir()
    const script = `
      import {createCrm} from ${JSON.stringify(new URL('../../../build/sandbox/crm/crm.js', import.meta.url).href)}
      const crm = createCrm({dataDir: process.argv[1]})
      const principal = {token: 't', tokenKind: 'private-app', scopes: ['crm.objects.contacts.write']}
      for (let n = 0; n < 20_000; n++) { // not without end: whoever kills it may be killed first
        const inputs = [{id: 'p' + n + '@x.co', idProperty: 'email', properties: {city: 'c' + n}}]
        crm.handle({method: 'POST', path: '/crm/v3/objects/contacts/batch/upsert', query: new URLSearchParams(), headers: {}, body: JSON.stringify({inputs})}, principal)
        process.stdout.write(n + '\\n')
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
    })
    let seen = ''
    for await (const chunk of child.stdout) {
      seen += String(chunk)
      if (seen.length > 2000) child.kill('SIGKILL')
    }
    if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
    const answered = seen.slice(0, seen.lastIndexOf('\n')).split('\n').length
    const {crm} = openCaller({dataDir})
    const kept = recordsBy(crm, 'contacts', 'email')
    expect(answered).toBeGreaterThan(100)
    for (let n = 0; n < answered; n++) expect(kept[`p${n}@x.co`]).toMatchObject({city: `c${n}`})
    crm.close()
  })

  test('whatever suffix of the last write is missing, the rest is read and writing goes on', async () => {
    const dataDir = await tempDir()
    const path = join(dataDir, 'records.jsonl')
    const writer = openCaller({dataDir})
    writer.upsert('contacts', [person(1, {city: 'Zürich'})])
    const intact = statSync(path).size
    writer.upsert('contacts', [person(2, {city: 'Genève'})])
    writer.crm.close()
    const whole = readFileSync(path)
    fc.assert(
      fc.property(fc.integer({min: intact, max: whole.length - 1}), length => {
        writeFileSync(path, whole)
        truncateSync(path, length)
        const torn = openCaller({dataDir})
        expect(Object.keys(recordsBy(torn.crm, 'contacts', 'email'))).toEqual(['p1@x.co'])
        torn.upsert('contacts', [person(3)])
        torn.crm.close()
        const after = openCaller({dataDir})
        expect(Object.keys(recordsBy(after.crm, 'contacts', 'email'))).toEqual(['p1@x.co', 'p3@x.co'])
        after.crm.close()
      }),
      {numRuns: 20},
    )
  })

  test('a damaged line in the middle is said, not skipped', async () => {
    const dataDir = await tempDir()
    const {crm, upsert} = openCaller({dataDir})
    upsert('contacts', [person(1)])
    crm.close()
    appendFileSync(join(dataDir, 'records.jsonl'), '["record","0-1"\n["record"]\n')
    expect(() => openCaller({dataDir})).toThrow(/records\.jsonl are damaged at: \["record","0-1"/)
  })

  test('are written once more on opening when most lines are outdated', async () => {
    const dataDir = await tempDir()
    const path = join(dataDir, 'records.jsonl')
    const first = openCaller({dataDir})
    for (let n = 0; n < 50; n++) first.upsert('contacts', [person(1, {city: `c${n}`})])
    first.crm.close()
    expect(lineCount(path)).toBe(51)
    const second = openCaller({dataDir})
    expect(lineCount(path)).toBe(2)
    expect(recordsBy(second.crm, 'contacts', 'email')).toMatchObject({'p1@x.co': {city: 'c49'}})
    second.crm.close()
  })

  test('a refused batch writes nothing to disk', async () => {
    const dataDir = await tempDir()
    const {crm, upsert} = openCaller({dataDir})
    upsert('contacts', [person(1), person(2, {nope: 'x'})])
    crm.close()
    expect(lineCount(join(dataDir, 'records.jsonl'))).toBe(1)
  })
})

describe('without keeping records', () => {
  test('rows are checked and answered alike, and every one is new', async () => {
    const dataDir = await tempDir()
    const {crm, upsert, call} = openCaller({keepRecords: false, dataDir})
    const kept = openCaller()
    for (const inputs of [
      [person(1, {city: 'x'})],
      [person(1, {nope: 'x'})],
      [{id: 'x', idProperty: 'external_id', properties: {}}],
    ]) {
      const [one, other] = [upsert('contacts', inputs), kept.upsert('contacts', inputs)]
      expect([one.status, one.json.at('message')]).toEqual([other.status, other.json.at('message')])
    }
    expect(upsert('contacts', [person(1)]).json.at('results', 0)).toMatchObject({
      new: true,
      properties: {email: 'p1@x.co'},
    })
    expect([...crm.records('contacts')]).toEqual([])
    expect(call('GET', '/crm/v3/objects/contacts').json.at('results')).toEqual([])
  })
})

describe('any sequence of batches', () => {
  const row = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    email: fc.constantFrom(undefined, 'x@x.co', 'y@x.co', 'z@x.co', 'bad'),
    traced: fc.boolean(),
  })

  test('leaves no unique value on two records, and nothing of a refused batch', () => {
    fc.assert(
      fc.property(fc.array(fc.array(row, {minLength: 1, maxLength: 4}), {maxLength: 6}), batches => {
        const {crm, upsert} = openCaller()
        for (const batch of batches) {
          const before = [...crm.records('contacts')]
          const inputs = batch.map(({id, email, traced}, n) => ({
            id,
            idProperty: 'external_id',
            properties: {lastname: 'x', ...(email ? {email} : {})},
            ...(traced ? {objectWriteTraceId: String(n)} : {}),
          }))
          const {status} = upsert('contacts', inputs)
          if (status >= 400) expect([...crm.records('contacts')]).toEqual(before)
          const emails = [...crm.records('contacts')].flatMap(record => record.properties['email'] ?? [])
          expect(new Set(emails).size).toBe(emails.length)
          for (const record of crm.records('contacts')) {
            const key = record.properties['external_id'] ?? ''
            const found = upsert('contacts', [{id: key, idProperty: 'external_id', properties: {}}])
            expect(found.json.at('results', 0, 'id')).toBe(record.id)
          }
        }
      }),
      {numRuns: 150},
    )
  })
})
