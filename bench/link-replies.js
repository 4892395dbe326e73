// What the server of the bench answers about links: all companies exist, no record has a link, every link is taken.

const AT = '2026-11-01T00:00:00.000Z'
const TIMES = `"startedAt":"${AT}","completedAt":"${AT}"`
const FIRST_COMPANY = 900_000_000

/** Of a look-up by key: `C17` is record 900000017. */
export function companyResults(inputs) {
  const shown = inputs.map(({id}) => {
    const recordId = FIRST_COMPANY + Number(id.slice(1))
    return `{"id":"${recordId}","properties":{"external_id":"${id}","hs_object_id":"${recordId}"},"createdAt":"${AT}","updatedAt":"${AT}","archived":false}`
  })
  return `{"status":"COMPLETE","results":[${shown.join(',')}],${TIMES}}`
}

/** `counts`: requests by what they ask for, and links that were made. */
export function linkReply(pathname, inputs, counts) {
  const tail = pathname.split('/').slice(6).join('/')
  counts[tail] = (counts[tail] ?? 0) + 1
  if (tail === 'batch/read') return {status: 207, body: noLinks(inputs)}
  counts.made = (counts.made ?? 0) + inputs.length
  if (tail === 'batch/associate/default') return {status: 200, body: resultsOf(inputs.map(plainResult))}
  if (tail === 'batch/create') return {status: 201, body: resultsOf(inputs.map(labelledResult))}
  return {status: 404, body: '{"status":"error","message":"not found"}'}
}

function resultsOf(results) {
  return `{"status":"COMPLETE","results":[${results.join(',')}],${TIMES}}`
}

function plainResult({from, to}) {
  return `{"from":{"id":"${from.id}"},"to":{"id":"${to.id}"},"associationSpec":{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":279}}`
}

function labelledResult({from, to}) {
  return `{"fromObjectTypeId":"0-1","fromObjectId":${from.id},"toObjectTypeId":"0-2","toObjectId":${to.id},"labels":["Decision maker"]}`
}

function noLinks(inputs) {
  const errors = inputs.map(
    ({id}) =>
      `{"status":"error","category":"OBJECT_NOT_FOUND","subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND","message":"No company is associated with contact ${id}.","context":{"fromObjectId":["${id}"],"fromObjectType":["contact"],"toObjectType":["company"]}}`,
  )
  return `{"status":"COMPLETE","results":[],${TIMES},"numErrors":${errors.length},"errors":[${errors.join(',')}]}`
}
