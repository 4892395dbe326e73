import {expect, test} from 'vitest'
import {AppError} from '../../../src/errors/app-error.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import type {MappingQuestions, ReviewAnswer} from '../../../src/push/plan/mapping-questions.js'
import {planAsking, type UnsettledPlan} from '../../../src/push/plan/plan-or-ask.js'
import {planPush} from '../../../src/push/plan/plan-push.js'
import {parseColumnAssignment} from '../../../src/terminal/flags/parse-values.js'
import {portal, property} from '../../objects/portal.js'
import {nextTexts} from '../../support/bare-steps.js'

const PROPERTIES = [
  property('email', {label: 'Email'}),
  property('firstname', {label: 'First Name'}),
  property('lastname', {label: 'Last Name'}),
  property('score_a', {label: 'Score'}),
  property('score_b', {label: 'Score'}),
  property('createdate', {label: 'Create date', modificationMetadata: {readOnlyValue: true}}),
  property('customer_no', {label: 'Customer number', hasUniqueValue: true}),
  property('hs_secret', {label: 'Secret', hidden: true}),
]
const DEALS = [
  property('dealname'),
  property('deal_code', {hasUniqueValue: true}),
  property('old_code', {hasUniqueValue: true}),
]
const COMPANIES = [
  property('name'),
  property('domain'),
  property('external_id', {label: 'External ID', hasUniqueValue: true}),
]
const hubspot = portal({
  '/crm-object-schemas/v3/schemas': {results: []},
  '/crm/v3/schemas': {results: []},
  '/crm/v3/properties/0-1': {results: PROPERTIES},
  '/crm/v3/properties/0-2': {results: COMPANIES},
  '/crm/v3/properties/0-3': {results: DEALS},
  '/crm/v3/properties/0-7': {results: [property('name')]},
})

const ASKED_NOTHING: UnsettledPlan = {map: [], ignore: [], ignoreUnknown: false}

interface Script {
  readonly object?: string
  readonly key?: string
  readonly keyColumn?: 'none' | string | {readonly key: string}
  /** By column: the property, or `first guess`, or `leave out`. */
  readonly columns?: Readonly<Record<string, string>>
  readonly reviews?: readonly ReviewAnswer[]
  /** Columns that are linked where that is asked. */
  readonly links?: readonly string[]
}

/** A person who answers by the script, and what he was asked. */
function person({object = '0-1', key = '', keyColumn = '', columns = {}, reviews = [{}], links = []}: Script) {
  const asked: string[] = []
  const reviewsLeft = [...reviews]
  const questions: MappingQuestions = {
    object: async (_, problem) => {
      asked.push(`object${problem === undefined ? '' : `: ${problem}`}`)
      return object
    },
    key: async (_, keys) => {
      asked.push(`key of ${keys.map(each => `${each.property}←${each.column ?? ''}`).join(' ')}`)
      return key
    },
    keyColumn: async question => {
      if (question.hint !== undefined) asked.push(question.hint.slice(0, 41))
      asked.push(
        `column for ${question.key.property}${question.isSure ? ', surely' : ''} of ${question.columns.join(' ')}, else ${question.others.map(other => other.property)}`,
      )
      if (keyColumn === 'none') return keyColumn
      return typeof keyColumn === 'string' ? {column: keyColumn} : keyColumn
    },
    column: async ({column, reason, guesses, isSure, free}) => {
      const answer = columns[column] ?? 'leave out'
      asked.push(
        `${column} is ${reason}${isSure ? ', surely' : ''}: ${guesses.map(({name}) => name).join(' ')} | ${free.map(({name}) => name).join(' ')}`,
      )
      return answer === 'leave out' ? undefined : answer === 'first guess' ? guesses[0]?.name : answer
    },
    link: async ({column, object: other, by, found, of}) => {
      asked.push(`link ${column} to ${other.name}.${by} (${found} of ${of})`)
      return links.includes(column)
    },
    newProperties: async () => [],
    review: async ({key: chosen, columns: shown}) => {
      asked.push(
        `review ${chosen}: ${shown.map(each => `${each.column}→${each.property?.name ?? each.link ?? ''}${each.canChange ? '' : '!'}`).join(' ')}`,
      )
      return reviewsLeft.shift() ?? {}
    },
    tell: async flags => void asked.push(`tell ${flags.join(' ')}`),
  }
  return {asked, questions}
}

function csv(...columns: string[]): Pick<MappingRequest, 'columns' | 'format'> {
  return {columns, format: 'csv'}
}

test('each column that is unclear is asked for, with the best guess first and nothing on offer that is taken', async () => {
  const {asked, questions} = person({
    columns: {Score: 'score_b', lsatname: 'first guess', Named: 'leave out', 'Create date': 'leave out'},
  })
  await planAsking(
    {...ASKED_NOTHING, object: 'contacts'},
    csv('email', 'Score', 'lsatname', 'Given name', 'Named', 'Create date'),
    {
      hubspot,
      questions,
    },
  )
  expect(asked).toEqual([
    'Score is ambiguous: score_a score_b | lastname score_a score_b customer_no',
    'lsatname is unknown, surely: lastname | lastname score_a customer_no',
    'Named is unknown:  | score_a customer_no',
    'Create date is read-only:  | score_a customer_no',
    'review email: email→email! Score→score_b lsatname→lastname Given name→firstname Named→ Create date→',
    'tell --map Score=score_b --map lsatname=lastname --ignore Named --ignore Create date',
  ])
})

test('the flags that are told make the same plan without a question', async () => {
  const columns = csv('My mailbox', 'Score', 'a=b', 'x', '', 'twice', 'twice')
  const {asked, questions} = person({
    object: '0-1',
    keyColumn: 'My mailbox',
    columns: {Score: 'score_a', 'a=b': 'firstname'},
  })
  const {plan, answers} = await planAsking({...ASKED_NOTHING, object: 'contcat'}, columns, {hubspot, questions})
  const flags = [...(answers?.flags ?? [])]
  const valuesOf = (flag: string): string[] => flags.filter((_, index) => flags[index - 1] === flag)
  const typed = {
    ...ASKED_NOTHING,
    object: valuesOf('--object')[0] ?? '',
    map: valuesOf('--map').map(parseColumnAssignment),
  }
  const again = await planPush({...typed, ignore: valuesOf('--ignore')}, columns, hubspot)
  expect({...again.mapping.saved, ignore: undefined}).toEqual({...plan.mapping.saved, ignore: undefined})
  expect(asked[0]).toMatch(/^object: The portal has no object "contcat"/)
  expect(asked.filter(line => / is unknown/.test(line)).map(line => line.split(' ')[0])).toEqual([
    'a=b',
    'x',
    'twice#1',
    'twice#2',
  ])
})

test('a key is asked for among those that rows can be matched on, those with a column first', async () => {
  const {asked, questions} = person({key: 'old_code'})
  const {plan} = await planAsking({...ASKED_NOTHING, object: 'deals'}, csv('dealname', 'Old code'), {
    hubspot,
    questions,
  })
  expect([plan.mapping.key, asked]).toEqual([
    'old_code',
    [
      'key of old_code←Old code deal_code←',
      'review old_code: dealname→dealname Old code→old_code!',
      'tell --key old_code',
    ],
  ])
})

test('where no column is the key, another key that has one is on offer', async () => {
  const {asked, questions} = person({keyColumn: {key: 'customer_no'}})
  const {plan} = await planAsking({...ASKED_NOTHING, object: 'contacts'}, csv('Customer number', 'His e-mail'), {
    hubspot,
    questions,
  })
  expect(plan.mapping.key).toBe('customer_no')
  expect(asked[0]).toBe('column for email of His e-mail Customer number, else customer_no')
})

test('companies by domain are told that it is no key, and the domain is no column for another key', async () => {
  const {asked, questions} = person({keyColumn: 'none'})
  const columns = csv('Name', 'Company domain', 'Externl id', 'Ref')
  await planAsking({...ASKED_NOTHING, object: 'companies', ignore: ['Externl id']}, columns, {
    hubspot,
    questions,
  }).catch(error => asked.push(error.code, nextTexts(error)[0] ?? ''))
  expect(asked).toEqual([
    'HubSpot cannot match companies on domain,',
    'column for external_id of Ref Name, else ',
    'KEY_COLUMN_MISSING',
    'hubspot-push objects companies',
  ])
})

test('a column that nearly spells the key is what Enter takes', async () => {
  const {asked, questions} = person({keyColumn: 'Externl id'})
  await planAsking({...ASKED_NOTHING, object: 'companies'}, csv('Name', 'Domain', 'Externl id'), {hubspot, questions})
  expect(asked[1]).toBe('column for external_id, surely of Externl id Name, else ')
})

test('a column can be changed before the mapping is agreed to, and the mapping saved', async () => {
  const {asked, questions} = person({
    columns: {x: 'lastname', lastname: 'firstname'},
    reviews: [{change: 'lastname'}, {saveTo: 'm.yaml'}],
  })
  const {answers} = await planAsking({...ASKED_NOTHING, object: 'contacts'}, csv('email', 'lastname', 'x'), {
    hubspot,
    questions: {
      ...questions,
      column: async question => (question.column === 'x' ? 'score_a' : questions.column(question)),
    },
  })
  expect(answers).toMatchObject({saveTo: 'm.yaml', flags: ['--map', 'x=score_a', '--map', 'lastname=firstname']})
  expect(asked[1]).toBe('lastname is changed: lastname firstname | firstname lastname score_b customer_no')
})

test.each([
  ['nothing is unclear', {object: 'contacts'}, csv('email'), undefined],
  ['an object has no key', {object: 'products'}, csv('name'), 'KEY_REQUIRED'],
  [
    'a flag is wrong',
    {object: 'contacts', map: [{column: 'x', property: 'createdate'}]},
    csv('email', 'x'),
    'READ_ONLY_PROPERTY',
  ],
  [
    'a constant is wrong',
    {object: 'contacts', set: [{property: 'createdate', value: '1'}]},
    csv('email'),
    'READ_ONLY_PROPERTY',
  ],
])('nothing is asked where %s', async (_, typed, source, code) => {
  const {asked, questions} = person({})
  const outcome = await planAsking({...ASKED_NOTHING, ...typed}, source, {hubspot, questions}).catch(
    (error: unknown) => error,
  )
  expect({asked, outcome}).toMatchObject({
    asked: [],
    outcome: code === undefined ? {plan: {mapping: {key: 'email'}}} : {code},
  })
})

const labels = (to: string) => `/crm/associations/2026-03/0-1/${to}/labels`
const PLAIN = {results: [{category: 'HUBSPOT_DEFINED', typeId: 279, label: null}]}
const linkable = portal({
  '/crm-object-schemas/v3/schemas': {results: []},
  '/crm/v3/properties/0-1': {results: PROPERTIES},
  '/crm/v3/properties/0-2': {results: COMPANIES},
  '/crm/v3/properties/0-3': {results: DEALS},
  [labels('0-1')]: {results: []},
  [labels('0-2')]: PLAIN,
  [labels('0-3')]: new AppError('SCOPE_MISSING', 'The login lacks the scope deals.'),
  [labels('0-5')]: {results: []},
  [labels('0-7')]: {results: []},
  [labels('0-8')]: {results: []},
  '/crm/v3/objects/0-2/batch/read': {
    results: [
      {id: '901', properties: {external_id: 'C1'}},
      {id: '902', properties: {external_id: 'C2'}},
    ],
  },
})

/** What is asked about columns with these first values. */
async function linking(samples: Readonly<Record<string, readonly string[]>>, script: Script) {
  const {asked, questions} = person(script)
  const {plan, answers} = await planAsking(
    {...ASKED_NOTHING, object: 'contacts'},
    csv('email', ...Object.keys(samples)),
    {hubspot: linkable, questions, samples: async () => new Map(Object.entries(samples))},
  )
  return {asked, plan, answers}
}

test('a column whose values are keys of another object is asked about, and linked with the flags that are told', async () => {
  const {asked, plan, answers} = await linking({account: ['C1', ' C2;C1', 'C9', '']}, {links: ['account']})
  expect(asked).toEqual([
    'link account to companies.external_id (2 of 3)',
    'review email: email→email! account→companies.external_id',
    'tell --associate account=companies.external_id',
  ])
  expect(plan.mapping.links).toMatchObject([{column: 'account', object: {name: 'companies'}}])
  expect(answers?.mapping.associate).toEqual([{column: 'account', object: 'companies', by: 'external_id'}])
})

test('a link that is not wanted, or is changed in the end, leaves the question where the column goes', async () => {
  const no = await linking({account: ['C1']}, {columns: {account: 'lastname'}})
  expect(no.asked.map(line => line.split(' ')[0])).toEqual(['link', 'account', 'review', 'tell'])
  expect(no.plan.mapping.links).toEqual([])
  const changed = await linking(
    {account: ['C1']},
    {links: ['account'], columns: {account: 'lastname'}, reviews: [{change: 'account'}, {}]},
  )
  expect(changed.plan.mapping.links).toEqual([])
  expect(changed.asked.at(-1)).toBe('tell --map account=lastname')
})

test.each([
  ['fewer than half are found', ['C1', 'C7', 'C8']],
  ['sentences', ['C1', 'a word, and more']],
  ['amounts', ['C1', '12.50']],
  ['nothing', ['', ' ']],
  ['e-mails that contacts cannot be linked to', ['a@example.com']],
])('no link is offered for a column with %s', async (_, values) => {
  const {asked} = await linking({account: values}, {})
  expect(asked[0]).toMatch(/^account is unknown/)
})

test('a column whose name is another word for a property is asked about only where most values are records', async () => {
  const columns = {zzz: 'leave out'}
  const most = await linking({surname: ['C1', 'C2'], zzz: ['a b']}, {links: ['surname'], columns})
  expect(most.asked).toContain('link surname to companies.external_id (2 of 2)')
  expect(most.asked.at(-1)).toContain('--associate surname=companies.external_id')
  expect(most.plan.mapping.columns.map(({column}) => column)).not.toContain('surname')
  const half = await linking({surname: ['C1', 'Lee'], zzz: ['a b']}, {columns})
  expect(half.asked.filter(line => line.startsWith('link'))).toEqual([])
  const declined = await linking({surname: ['C1', 'C2'], zzz: ['a b']}, {columns})
  expect(declined.asked.filter(line => line.startsWith('link'))).toHaveLength(1)
  expect(declined.plan.mapping.links).toEqual([])
})
