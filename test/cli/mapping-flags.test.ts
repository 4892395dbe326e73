import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'

const sharedSandbox = shareSandbox()

async function push(stdin: string, args: readonly string[]) {
  return runCli(['push', '-', '--object', 'CONTACT', '--json', ...args], {stdin, env: envOf(sharedSandbox())})
}

async function contact(email: string): Promise<Readonly<Record<string, string>> | undefined> {
  return (await sharedSandbox().records('contacts')).find(({properties}) => properties['email'] === email)?.properties
}

test('an empty cell leaves the stored value, or empties it where --empty clear says so', async () => {
  const full = 'email,firstname,city,loyalty_points\nempty@example.com,Ann,Bonn,5\n'
  const empty = 'email,firstname,city,loyalty_points\nempty@example.com,Ann,,\n'
  await push(full, [])
  await push(empty, [])
  expect(await contact('empty@example.com')).toMatchObject({city: 'Bonn', loyalty_points: '5'})
  const {code} = await push(empty, ['--empty', 'clear'])
  const record = await contact('empty@example.com')
  expect([code, record?.['firstname'], record?.['city'], record?.['loyalty_points']]).toEqual([
    0,
    'Ann',
    undefined,
    undefined,
  ])
})

test('cells that --null names are empty ones, and other texts stay', async () => {
  const rows = 'email,firstname,city\nnull@example.com,Null,\\N\nNULL,Ann,Bonn\n'
  const {code, stdout} = await push(rows, ['--null', 'NULL', '--null', '\\N'])
  expect([code, JSON.parse(stdout).rejects.byCode]).toEqual([3, {KEY_MISSING: 1}])
  const record = await contact('null@example.com')
  expect([record?.['firstname'], record?.['city']]).toEqual(['Null', undefined])
})

test('--set gives every row a value, by label too, and keeps it with the run', async () => {
  const args = ['--set', 'Shirt size=XL', '--set', 'newsletter=yes', '--set', 'city=a=b']
  const {code} = await push('email\nset1@example.com\nset2@example.com\n', args)
  expect(code).toBe(0)
  for (const email of ['set1@example.com', 'set2@example.com'])
    expect(await contact(email)).toMatchObject({shirt_size: 'xl', newsletter: 'true', city: 'a=b'})
})

test('owners are found by e-mail, name or id', async () => {
  const rows = [
    'owner1@example.com,ada.okafor@example.com',
    'owner2@example.com,"Keller, Bruno"',
    'owner3@example.com,415673290',
  ]
  const {code} = await push(`email,Contact owner\n${rows.join('\n')}\nowner4@example.com,eve@example.com\n`, [])
  const ids = await Promise.all(
    [1, 2, 3, 4].map(async number => (await contact(`owner${number}@example.com`))?.['hubspot_owner_id']),
  )
  expect([code, ...ids]).toEqual([3, '81540217', '81540302', '415673290', undefined])
})
