import {randomBytes} from 'node:crypto'
import {appendFile, readdir, readlink, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {fingerprintFile} from '../../src/input/fingerprint.js'
import {openSource} from '../../src/input/open-source.js'
import {sharedDir} from '../support/shared-material.js'
import {tempDir} from '../support/temp-dir.js'
import {brief, readRows, readText} from './support/read-rows.js'

const MANY = `a,b\n${'1,2\n'.repeat(50_000)}`

async function tempFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await tempDir(), name)
  await writeFile(path, content)
  return path
}

/** Whether this process holds the file open. */
async function isOpen(path: string): Promise<boolean> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return links.includes(path)
}

describe.skipIf(process.platform !== 'linux')('a file is closed', () => {
  test.each([
    ['many.csv', MANY],
    ['many.csv.gz', gzipSync(`a,b\n${randomBytes(200_000).toString('hex').replace(/.{20}/g, '$&,2\n')}`)],
  ])('when its reader leaves early (%s)', async (name, content) => {
    const path = await tempFile(name, content)
    const source = await openSource({path})
    expect(await isOpen(path)).toBe(true)
    for await (const row of source.rows) if (row.row === 3) break
    await source.close()
    expect(await isOpen(path)).toBe(false)
  })

  test('when it is never read, and when opening it fails', async () => {
    const path = await tempFile('many.csv', MANY)
    const source = await openSource({path})
    await source.close()
    await source.close()
    const broken = await tempFile('broken.csv', '"\n')
    await expect(openSource({path: broken})).rejects.toMatchObject({code: 'HEADER_INVALID'})
    expect([await isOpen(path), await isOpen(broken)]).toEqual([false, false])
  })

  test('when it was read to its end', async () => {
    const path = await tempFile('many.csv', MANY)
    expect((await readRows({path})).rows.length).toBe(50_000)
    expect(await isOpen(path)).toBe(false)
  })
})

describe('a file that is written to while it is read', () => {
  test.each([
    ['grows', (path: string) => appendFile(path, '3,4\n5')],
    ['shrinks', (path: string) => truncate(path, 150_000)],
  ])('is not trusted to its end (%s)', async (_, change) => {
    const path = await tempFile('many.csv', MANY)
    const source = await openSource({path})
    const rows = new Set<string>()
    const reading = (async () => {
      for await (const row of source.rows) {
        rows.add(JSON.stringify(row.record))
        if (row.row === 1) await change(path)
      }
    })()
    await expect(reading).rejects.toMatchObject({code: 'FILE_CHANGED', exitCode: 5})
    expect([...rows]).toEqual(['["1","2"]'])
  })
})

describe('standard input', () => {
  test('is sniffed like a file', async () => {
    expect(brief(await readText('{"a":1}\n'))).toEqual(['1@1: {"a":1}'])
    expect(brief(await readText('a;b\n1;2\n'))).toEqual(['1@2: ["1","2"]'])
    expect(brief(await readText(gzipSync('a;b\n1;2\n')))).toEqual(['1@2: ["1","2"]'])
  })

  test('has no size, and is empty when nothing comes', async () => {
    const source = await openSource({path: '-', stdin: new PassThrough().end('a\n1\n')})
    expect([source.name, source.totalBytes]).toEqual(['standard input', undefined])
    await source.close()
    await expect(readText('')).rejects.toMatchObject({
      code: 'FILE_EMPTY',
      message: 'standard input is empty (0 bytes).',
    })
  })

  test('that breaks off ends the reading with an error', async () => {
    const stdin = new PassThrough()
    stdin.write(MANY)
    const source = await openSource({path: '-', stdin})
    const reading = (async () => {
      for await (const row of source.rows) if (row.row === 2) stdin.destroy(new Error('cable pulled'))
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'Standard input was interrupted (cable pulled).',
    })
  })

  test('that stalls does not keep a closed source waiting', async () => {
    const stdin = new PassThrough()
    stdin.write(MANY.slice(0, 40_000))
    const source = await openSource({path: '-', stdin})
    const read: number[] = []
    const reading = (async () => {
      for await (const row of source.rows) read.push(row.row)
    })()
    await source.close()
    await reading
    expect(read.every((row, index) => row === index + 1)).toBe(true)
  })

  test('that is a JSON array is read as it comes, and a file of one as well', async () => {
    const text = '[\n  {"a":1},\n  {"a":2}\n]'
    expect(brief(await readText(text, {}, [5, 6, 7]))).toEqual(['1@2: {"a":1}', '2@3: {"a":2}'])
    expect(brief(await readRows({path: await tempFile('rows.json', text)}))).toEqual(['1@2: {"a":1}', '2@3: {"a":2}'])
  })
})

test('rows also come in chunks, each of them once and in order', async () => {
  const path = await tempFile('many.csv', MANY)
  const source = await openSource({path})
  const sizes: number[] = []
  const numbers: number[] = []
  for await (const chunk of source.chunks) {
    sizes.push(chunk.length)
    numbers.push(...chunk.map(({row}) => row))
  }
  expect(numbers).toEqual(Array.from({length: 50_000}, (_, index) => index + 1))
  expect(Math.max(...sizes)).toBe(128)
})

test('a fingerprint is the size and SHA-256 of the bytes', async () => {
  const path = await tempFile('abc.csv', 'abc')
  expect(await fingerprintFile(path)).toEqual({
    bytes: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
  await expect(fingerprintFile(`${path}.gone`)).rejects.toMatchObject({code: 'FILE_NOT_FOUND'})
})

describe.skipIf(!sharedDir)('public files', () => {
  test.each([
    [
      'federal-domains.csv',
      1321,
      [
        'access-board.gov',
        'Federal - Executive',
        'Access Board',
        '',
        'Washington',
        'DC',
        'cybersecurity@access-board.gov',
      ],
    ],
    [
      'sp500-companies.csv',
      503,
      ['MMM', '3M', 'Industrials', 'Industrial Conglomerates', 'Saint Paul, Minnesota', '1957-03-04', '66740', '1902'],
    ],
  ])('%s is read whole', async (name, count, first) => {
    const {rows} = await readRows({path: join(sharedDir ?? '', 'data', name)})
    expect(rows.length).toBe(count)
    expect(rows[0]).toEqual({kind: 'source', row: 1, line: 2, record: first})
    expect(rows.filter(({kind}) => kind === 'reject')).toEqual([])
    expect(rows.at(-1)?.line).toBe(count + 1)
  })
})
