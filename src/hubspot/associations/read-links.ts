import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {callRefused} from '../call/call-refused.js'
import {type ErrorReply, readErrorReply} from '../call/error-reply.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {associationPath, type LinkDirection, type LinkType, MAX_LINK_READS} from './association-calls.js'

/** What a record is linked to: id of the other record → the types of the link. */
export type LinksOfRecord = ReadonlyMap<string, readonly LinkType[]>

interface Page {
  readonly id: string
  readonly after?: string
}

/**
 * The links of records to records of one object, by record id; a record without links has an empty map. Any number of
 * ids, read a thousand at a time; records with many links take further requests.
 * @throws AppError CALL_REFUSED, and what HubSpot.call throws
 */
export async function readLinks(
  hubspot: HubSpot,
  direction: LinkDirection,
  ids: readonly string[],
  options?: CallOptions,
): Promise<ReadonlyMap<string, LinksOfRecord>> {
  const links = new Map(ids.map(id => [id, new Map<string, readonly LinkType[]>()]))
  let open: Page[] = [...links.keys()].map(id => ({id}))
  while (open.length > 0) {
    const inputs = open.splice(0, MAX_LINK_READS)
    open = open.concat(await readPages(inputs))
  }
  return links

  /**
   * Returns the pages that follow. Labels are written together with those that were read, so a record that cannot be
   * read must not pass for one without links: a request with an error of another kind is halved. A record that is not
   * found when it stands alone has none.
   */
  async function readPages(inputs: readonly Page[]): Promise<Page[]> {
    const path = associationPath(hubspot.apiVersion, direction, 'batch/read')
    const reply = await hubspot.call({method: 'POST', path, body: {inputs}}, options)
    const errors = errorsOf(reply)
    if (errors.every(saysNoLinks))
      return takeResults(reply, links, new Map(inputs.map(({id, after = ''}) => [id, after])))
    if (!errors.some(({category}) => category === NOT_FOUND))
      throw callRefused('to return what records are linked to', reply)
    if (inputs.length === 1) return []
    const middle = Math.floor(inputs.length / 2)
    return [...(await readPages(inputs.slice(0, middle))), ...(await readPages(inputs.slice(middle)))]
  }
}

/** Returns the pages that follow. One that begins where the last one did would never end. */
function takeResults(
  {body}: HubSpotReply,
  links: ReadonlyMap<string, Map<string, readonly LinkType[]>>,
  asked: ReadonlyMap<string, string>,
): Page[] {
  const next: Page[] = []
  for (const entry of arrayOf(objectOf(body)['results'])) {
    const result = objectOf(entry)
    const id = textOf(objectOf(result['from'])['id'])
    const ofRecord = id === undefined ? undefined : links.get(id)
    if (id === undefined || ofRecord === undefined) continue
    for (const target of arrayOf(result['to'])) takeTarget(objectOf(target), ofRecord)
    const after = textOf(objectOf(objectOf(result['paging'])['next'])['after'])
    if (after !== undefined && after !== asked.get(id)) next.push({id, after})
  }
  return next
}

function takeTarget(
  {toObjectId, associationTypes}: {readonly toObjectId?: unknown; readonly associationTypes?: unknown},
  ofRecord: Map<string, readonly LinkType[]>,
): void {
  const id = textOf(toObjectId)
  if (id !== undefined) ofRecord.set(id, [...(ofRecord.get(id) ?? []), ...arrayOf(associationTypes).flatMap(readType)])
}

/** None for what is not a type. */
export function readType(value: unknown): LinkType[] {
  const type = objectOf(value)
  const typeId = Number(textOf(type['typeId']))
  const category = textOf(type['category'])
  return category === undefined || !Number.isSafeInteger(typeId)
    ? []
    : [{category, typeId, label: textOf(type['label']) ?? null}]
}

const NOT_FOUND = 'OBJECT_NOT_FOUND'

/** Those of a 207, or the whole answer where it is none. */
function errorsOf({status, body}: HubSpotReply): readonly ErrorReply[] {
  const whole = readErrorReply(body)
  if (status < 300 || (status === 404 && whole.errors.length > 0)) return whole.errors.map(readErrorReply)
  return [whole]
}

/** docs/hubspot-api.md#associations */
function saysNoLinks({category, subCategory = '', message}: ErrorReply): boolean {
  return (
    subCategory.endsWith('NO_ASSOCIATIONS_FOUND') ||
    (category === NOT_FOUND && /^No .+ is associated with /.test(message))
  )
}
