import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {callRefused} from '../call/call-refused.js'
import type {CallOptions, HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'

const COMPANIES = '0-2'
/** Values of one filter, their characters (a body has at most 3,000), and results of one page (docs/hubspot-api.md#search). */
const MOST_VALUES = 100
const MOST_CHARS = 2500
const PAGE = 200
/** The search gives no results beyond this. */
const MOST_RESULTS = 10_000

/**
 * Record ids of companies by domain, in lower case: it is not a unique property, so a domain may have several. Slow: the
 * search takes five requests a second, and finds what was just written only seconds later.
 * @throws AppError CALL_REFUSED, and what HubSpot.call throws
 */
export async function searchCompanies(
  hubspot: HubSpot,
  domains: readonly string[],
  options?: CallOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  const open = partsOf([...new Set(domains.map(domain => domain.toLowerCase()))])
  for (let values = open.shift(); values !== undefined; values = open.shift()) {
    for (let after = '0'; after !== ''; ) {
      const {results, next} = await searchPage(hubspot, {values, after}, options)
      for (const {id, domain} of results) found.set(domain, [...new Set([...(found.get(domain) ?? []), id])])
      const isBeyond = Number(next) + PAGE > MOST_RESULTS
      if (isBeyond && values.length > 1)
        open.unshift(values.slice(0, values.length / 2), values.slice(values.length / 2))
      after = isBeyond ? '' : next
    }
  }
  return found
}

function partsOf(values: readonly string[]): (readonly string[])[] {
  const parts: string[][] = []
  let chars = 0
  for (const value of values) {
    const part = parts.at(-1)
    const length = JSON.stringify(value).length + 1
    if (part === undefined || part.length >= MOST_VALUES || chars + length > MOST_CHARS) {
      parts.push([value])
      chars = length
    } else {
      part.push(value)
      chars += length
    }
  }
  return parts
}

interface FoundCompany {
  readonly id: string
  readonly domain: string
}

async function searchPage(
  hubspot: HubSpot,
  {values, after}: {readonly values: readonly string[]; readonly after: string},
  options?: CallOptions,
): Promise<{readonly results: readonly FoundCompany[]; readonly next: string}> {
  const reply = await hubspot.call(
    {
      method: 'POST',
      path: pathsOf(hubspot.apiVersion).search(COMPANIES),
      body: {
        filterGroups: [{filters: [{propertyName: 'domain', operator: 'IN', values}]}],
        properties: ['domain'],
        limit: PAGE,
        after,
      },
    },
    options,
  )
  if (reply.status >= 300) throw callRefused('to search companies by domain', reply)
  const {results, paging} = objectOf(reply.body) as Readonly<Record<string, unknown>>
  const companies = arrayOf(results).flatMap(entry => {
    const id = textOf(objectOf(entry)['id'])
    const domain = textOf(objectOf(objectOf(entry)['properties'])['domain'])
    return id === undefined || domain === undefined ? [] : [{id, domain: domain.toLowerCase()}]
  })
  return {results: companies, next: textOf(objectOf(objectOf(paging)['next'])['after']) ?? ''}
}
