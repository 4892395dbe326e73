import type {Exchange, Probe} from './probe.js'
import {NO_SCOPES} from './probe.js'

/** How records of one kind are made in the default portal. */
export interface RecordPlan {
  readonly type: string
  /** A unique property; undefined: the kind has none, and cannot be upserted. */
  readonly key: string | undefined
  /** What a record needs besides its key. */
  readonly required: Readonly<Record<string, string>>
  readonly changed: Readonly<Record<string, string>>
}

export const RECORD_PLANS: readonly RecordPlan[] = [
  {type: 'contacts', key: 'external_id', required: {lastname: 'L'}, changed: {city: 'Bern', birthday: '1990-02-03'}},
  {type: 'companies', key: 'external_id', required: {name: 'N'}, changed: {city: 'Bern', industry: 'BANKING'}},
  {
    type: 'deals',
    key: 'external_id',
    required: {dealname: 'D', pipeline: 'default', dealstage: 'closedwon'},
    changed: {amount: '7'},
  },
  {
    type: 'tickets',
    key: 'external_id',
    required: {subject: 'S', hs_pipeline: '0', hs_pipeline_stage: '1'},
    changed: {content: 'c'},
  },
  {type: '2-40118201', key: 'vin', required: {model: 'M'}, changed: {mileage: '12', equipment: 'sunroof;tow_bar'}},
  {type: 'products', key: undefined, required: {name: 'P'}, changed: {price: '9.5'}},
  {type: 'line_items', key: undefined, required: {name: 'I'}, changed: {quantity: '3'}},
]

/**
 * Every call about records, in ways that succeed, partly succeed and fail. `base` is `/crm/v3/objects/contacts` or its
 * dated form.
 */
export async function exerciseRecords(probe: Probe, base: string, plan: RecordPlan): Promise<void> {
  await exerciseSingle(probe, base, plan)
  await exerciseBatches(probe, base, plan)
  await exerciseDeletes(probe, base, plan)
  if (plan.key !== undefined) await exerciseUpserts(probe, base, {...plan, key: plan.key})
  await exerciseRefusals(probe, base)
}

async function exerciseSingle({call}: Probe, base: string, plan: RecordPlan): Promise<void> {
  const id = idOf(
    await call('POST', base, {properties: {...keyed(plan, 'single'), ...plan.required}, associations: []}),
  )
  await call('POST', base, {properties: plan.required, associations: []})
  await call('PATCH', `${base}/${id}`, {properties: plan.changed})
  await call('GET', `${base}/${id}?properties=${Object.keys(plan.changed).join(',')},createdate,hs_createdate`)
  await call('GET', `${base}/${id}?propertiesWithHistory=${Object.keys(plan.changed).join(',')},hs_object_id`)
  await call('GET', `${base}/${id}`)
  await call('GET', `${base}?limit=1`)
  await call('POST', `${base}/search`, {filterGroups: [], sorts: [], properties: [], limit: 1, after: '0'})
  await call('DELETE', `${base}/${id}`)
  await call('GET', `${base}/${id}?archived=true`)
  await call('GET', `${base}/${id}`)
  await call('PATCH', `${base}/${id}`, {properties: plan.changed})
  await call('PATCH', `${base}/${id}`, {properties: {}})
}

async function exerciseBatches({call}: Probe, base: string, plan: RecordPlan): Promise<void> {
  const rows = [0, 1, 2].map(n => ({properties: {...keyed(plan, `batch-${n}`), ...plan.required}, associations: []}))
  const created = await call('POST', `${base}/batch/create`, {inputs: rows})
  const ids = resultsOf(created).map(({id}) => id)
  const traced = [
    ...rows.map(row => ({...row, properties: {...row.properties, nope: 'x'}})),
    {properties: plan.required, associations: []},
  ]
  await call('POST', `${base}/batch/create`, {inputs: traced.map((row, n) => ({...row, objectWriteTraceId: `t${n}`}))})
  await call('POST', `${base}/batch/create`, {inputs: traced})
  await call('POST', `${base}/batch/update`, {inputs: ids.map(id => ({id, properties: plan.changed}))})
  await call('POST', `${base}/batch/update`, {inputs: [...ids, '404'].map(id => ({id, properties: plan.changed}))})
  await call('POST', `${base}/batch/update`, {inputs: [ids[0], ids[0]].map(id => ({id, properties: plan.changed}))})
  const asked = {properties: Object.keys(plan.changed), propertiesWithHistory: []}
  await call('POST', `${base}/batch/read`, {...asked, inputs: ids.map(id => ({id}))})
  await call('POST', `${base}/batch/read`, {...asked, inputs: [...ids, '404'].map(id => ({id}))})
  const histories = {...asked, propertiesWithHistory: Object.keys(plan.changed)}
  await call('POST', `${base}/batch/read`, {...histories, inputs: ids.map(id => ({id}))})
  await call('POST', `${base}/batch/archive`, {inputs: [...ids, '404'].map(id => ({id}))})
}

async function exerciseDeletes({call}: Probe, base: string, plan: RecordPlan): Promise<void> {
  const rows = [0, 1].map(n => ({properties: {...keyed(plan, `merge-${n}`), ...plan.required}, associations: []}))
  const [left, merged] = resultsOf(await call('POST', `${base}/batch/create`, {inputs: rows})).map(({id}) => id)
  await call('POST', `${base}/merge`, {primaryObjectId: left, objectIdToMerge: merged})
  await call('POST', `${base}/merge`, {primaryObjectId: left, objectIdToMerge: '404'})
  await call('GET', `${base}/${merged}`)
  await call('POST', `${base}/batch/archive`, {inputs: [{id: 'abc'}]})
  await call('POST', `${base}/gdpr-delete`, {objectId: left})
}

async function exerciseUpserts({call}: Probe, base: string, plan: RecordPlan & {readonly key: string}): Promise<void> {
  const rows = [0, 1, 2].map(n => ({
    id: `upsert-${n}`,
    idProperty: plan.key,
    properties: {...plan.required, ...plan.changed},
  }))
  const spoilt = rows.map((row, n) =>
    n === 1 ? {...row, properties: {...row.properties, nope: 'x', hs_object_id: '1'}} : row,
  )
  const traced = (inputs: readonly object[]) => inputs.map((input, n) => ({...input, objectWriteTraceId: `t${n}`}))
  const upsert = (inputs: readonly object[]) => call('POST', `${base}/batch/upsert`, {inputs})
  await upsert(rows)
  await upsert(traced(rows))
  await upsert(traced(spoilt))
  await upsert(traced(spoilt).slice(1, 2))
  await upsert(spoilt)
  await upsert([rows[0] ?? {}, rows[0] ?? {}])
  await upsert(rows.map(row => ({...row, idProperty: 'hs_object_id'})))
  await upsert(rows.map(row => ({...row, id: `new-${row.id}`, properties: {}})))
  await upsert(traced(rows.map(row => ({...row, id: `new-${row.id}`, properties: {}}))))
  await upsert(Array.from({length: 101}, (_, n) => ({...rows[0], id: `many-${n}`})))
}

async function exerciseRefusals({call}: Probe, base: string): Promise<void> {
  await call('POST', base, {properties: {nope: 'x'}})
  await call('GET', `${base}?limit=1000`)
  await call('POST', `${base}/batch/read`, '{"inputs":')
  await call('POST', `${base}/batch/update`, [])
  await call('GET', base, undefined, NO_SCOPES)
  await call('POST', `${base}/batch/create`, {inputs: []}, NO_SCOPES)
  await call('GET', base, undefined, 'unknown-token')
  await call('GET', base, undefined, 'access-token')
}

function keyed({key}: RecordPlan, value: string): Record<string, string> {
  return key === undefined ? {} : {[key]: value}
}

interface Result {
  readonly id: string
}

export function resultsOf({body}: Exchange): readonly Result[] {
  return (body as {results: readonly Result[]}).results
}

function idOf({body}: Exchange): string {
  return (body as Result).id
}
