import {AppError} from '../../errors/app-error.js'
import {arrayOf, objectOf, textOf, textsOf} from '../../shared/json.js'
import {callRefused} from '../call/call-refused.js'
import {type ErrorReply, readErrorReply} from '../call/error-reply.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {isUnknownObjectType} from '../portal/call-for-body.js'
import {associationPath, type LinkDirection, type LinkType, MAX_LINK_READS} from './association-calls.js'

/** What a record is linked to: id of the other record → the types of the link. */
export type LinksOfRecord = ReadonlyMap<string, readonly LinkType[]>

interface Page {
  readonly id: string
  readonly after?: string
  /** How often HubSpot was asked for it and kept silent. */
  readonly silences?: number
}

/** So often a page is asked for that HubSpot is silent about. */
const MOST_LOOKS = 5

/**
 * The links of records to records of one object, by record id; a record without links has an empty map. Any number of
 * ids, read a thousand at a time; records with many links take further requests. HubSpot names the records without
 * links, so one that an answer does not mention is asked for again; after some silence it has none.
 * @throws AppError UNKNOWN_OBJECT where the portal has no such object, CALL_REFUSED, and what HubSpot.call throws
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
    const body = {inputs: inputs.map(({id, after}) => (after === undefined ? {id} : {id, after}))}
    const reply = await hubspot.call({method: 'POST', path, body}, options)
    const errors = errorsOf(reply)
    if (errors.every(saysNoLinks)) {
      const {next, answered} = takeResults(reply, links, new Map(inputs.map(({id, after = ''}) => [id, after])))
      const isNamed = namedIn(errors)
      return [...next, ...inputs.filter(({id}) => !answered.has(id) && !isNamed(id)).flatMap(lookAgain)]
    }
    if (errors.some(({message}) => isUnknownObjectType(message)))
      throw new AppError('UNKNOWN_OBJECT', `HubSpot does not know the object ${direction.to}.`)
    if (!errors.some(({category}) => category === NOT_FOUND))
      throw callRefused('to return what records are linked to', reply)
    if (inputs.length === 1) return []
    const middle = Math.floor(inputs.length / 2)
    return [...(await readPages(inputs.slice(0, middle))), ...(await readPages(inputs.slice(middle)))]
  }
}

function lookAgain({silences = 0, ...page}: Page): Page[] {
  return silences + 1 < MOST_LOOKS ? [{...page, silences: silences + 1}] : []
}

interface TakenResults {
  /** The pages that follow. One that begins where the last one did would never end. */
  readonly next: Page[]
  readonly answered: ReadonlySet<string>
}

function takeResults(
  {body}: HubSpotReply,
  links: ReadonlyMap<string, Map<string, readonly LinkType[]>>,
  asked: ReadonlyMap<string, string>,
): TakenResults {
  const next: Page[] = []
  const answered = new Set<string>()
  for (const entry of arrayOf(objectOf(body)['results'])) {
    const result = objectOf(entry)
    const id = textOf(objectOf(result['from'])['id'])
    const ofRecord = id === undefined ? undefined : links.get(id)
    if (id === undefined || ofRecord === undefined) continue
    answered.add(id)
    for (const target of arrayOf(result['to'])) takeTarget(objectOf(target), ofRecord)
    const after = textOf(objectOf(objectOf(result['paging'])['next'])['after'])
    if (after !== undefined && after !== asked.get(id)) next.push({id, after})
  }
  return {next, answered}
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

/** Which records errors are about; one that names none is about all that are not returned. */
function namedIn(errors: readonly ErrorReply[]): (id: string) => boolean {
  const named = errors.map(({context, message}) => {
    return [...textsOf(context['fromObjectId']), ...(/\b(\d+)\.?$/.exec(message)?.slice(1) ?? [])]
  })
  const ids = new Set(named.flat())
  return named.some(each => each.length === 0) ? () => true : id => ids.has(id)
}
