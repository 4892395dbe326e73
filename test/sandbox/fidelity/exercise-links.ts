import {resultsOf} from './exercise-records.js'
import {NO_SCOPES, type Probe} from './probe.js'

const PLAIN = {associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279}
const LABEL = {associationCategory: 'USER_DEFINED', associationTypeId: 37}

/** Where a version has pairs of kinds, links of one record, and the kinds' labels. */
export interface LinkPaths {
  readonly pairs: string
  readonly objects: string
  readonly labels: string
}

/** Every call about links between contacts and companies, in ways that succeed, partly succeed and fail. */
export async function exerciseLinks(probe: Probe, paths: LinkPaths): Promise<void> {
  const [contacts, companies] = [await makeRecords(probe, 'contacts'), await makeRecords(probe, 'companies')]
  const pairs = contacts.flatMap((from, n) => ({from: {id: from}, to: {id: companies[n % 2] ?? ''}}))
  const base = `${paths.pairs}/contacts/companies`
  await exerciseBatches(probe, base, pairs)
  await exerciseOne(probe, paths, [contacts[0] ?? '', companies[0] ?? ''])
  await exerciseRemovals(probe, base, pairs)
  for (const token of [NO_SCOPES, 'unknown-token'])
    await probe.call('POST', `${base}/batch/read`, {inputs: [{id: contacts[0]}]}, token)
  await probe.call('POST', `${paths.pairs}/contacts/butterflies/batch/read`, {inputs: []})
}

/** Every call about labels. */
export async function exerciseLabels({call}: Probe, {labels}: LinkPaths): Promise<void> {
  for (const kinds of ['contacts/companies', 'companies/contacts', 'deals/contacts', '2-40118201/contacts'])
    await call('GET', `${labels}/${kinds}/labels`)
  await call('GET', `${labels}/definitions/configurations/contacts/companies`)
  const base = `${labels}/contacts/companies/labels`
  await call('POST', base, {label: 'Advisor', name: 'advisor'})
  await call('POST', base, {label: 'Advisor', name: 'advisor'})
  await call('PUT', base, {associationTypeId: 37, label: 'Decider'})
  await call('PUT', base, {associationTypeId: 1, label: 'Decider'})
  await call('DELETE', `${base}/37`)
  await call('DELETE', `${base}/37`)
  await call('GET', base, undefined, NO_SCOPES)
}

interface Pair {
  readonly from: {readonly id: string}
  readonly to: {readonly id: string}
}

async function exerciseBatches({call}: Probe, base: string, pairs: readonly Pair[]): Promise<void> {
  const typed = pairs.map(pair => ({...pair, types: [PLAIN, LABEL]}))
  const [first] = pairs
  await call('POST', `${base}/batch/associate/default`, {inputs: pairs})
  await call('POST', `${base}/batch/associate/default`, {inputs: [...pairs, {...first, to: {id: '404'}}]})
  await call('POST', `${base}/batch/create`, {inputs: typed})
  await call('POST', `${base}/batch/create`, {inputs: [...typed, {...typed[0], to: {id: '404'}}]})
  await call('POST', `${base}/batch/create`, {inputs: [{...typed[0], to: {id: 'x'}}]})
  await call('POST', `${base}/batch/create`, {inputs: [{...typed[0], types: [{...PLAIN, associationTypeId: 9999}]}]})
  await call('POST', `${base}/batch/create`, {inputs: [first]})
  const ids = pairs.map(({from}) => ({id: from.id}))
  await call('POST', `${base}/batch/read`, {inputs: ids})
  await call('POST', `${base}/batch/read`, {inputs: [...ids, {id: '404'}]})
  await call('POST', `${base}/batch/read`, {inputs: [{id: '404'}]})
}

async function exerciseOne({call}: Probe, {objects}: LinkPaths, [from, to]: readonly [string, string]): Promise<void> {
  const base = `${objects}/contacts/${from}/associations`
  await call('PUT', `${base}/default/companies/${to}`)
  await call('PUT', `${base}/companies/${to}`, [LABEL])
  await call('PUT', `${base}/companies/404`, [LABEL])
  await call('PUT', `${base}/companies/${to}`, 'not JSON')
  await call('GET', `${base}/companies`)
  await call('GET', `${base}/companies?limit=1`)
  await call('DELETE', `${base}/companies/${to}`)
}

async function exerciseRemovals({call}: Probe, base: string, pairs: readonly Pair[]): Promise<void> {
  const typed = pairs.map(pair => ({...pair, types: [LABEL]}))
  await call('POST', `${base}/batch/labels/archive`, {inputs: typed})
  await call('POST', `${base}/batch/archive`, {inputs: pairs.map(({from, to}) => ({from, to: [to]}))})
  await call('POST', `${base}/batch/archive`, {
    inputs: [
      {from: {id: 'x'}, to: []},
      {from: {id: 'x'}, to: [{id: 'y'}]},
    ],
  })
}

async function makeRecords({call}: Probe, type: string): Promise<string[]> {
  const inputs = ['A', 'B', 'C'].map(name => ({properties: type === 'contacts' ? {lastname: name} : {name}}))
  return resultsOf(await call('POST', `/crm/v3/objects/${type}/batch/create`, {inputs})).map(({id}) => id)
}
