import {AppError} from '../../errors/app-error.js'

/**
 * Where HubSpot's behaviour is not established, both are offered: `default` is the likeliest, `is` says what a switch
 * can be, `source` names the heading of docs/hubspot-api.md whose facts leave it open.
 */
export const SWITCHES = {
  /** results[] carry objectWriteTraceId: on every result, on none, or on every second one. */
  echoTraceIds: {default: 'none', is: oneOf('all', 'none', 'some'), source: 'batch-writes'},
  shuffleResults: {default: true, is: isFlag, source: 'batch-writes'},
  /** The last input of a request is written first: in which order HubSpot does is not established. */
  writesBackwards: {default: false, is: isFlag, source: 'batch-writes'},
  /** A conflict of one traced input: an entry of the 207, or 409 for the whole batch. */
  conflictAs: {default: '207', is: oneOf('207', '409'), source: 'partial-failure'},
  /** errors[] of a 207 carry context.objectWriteTraceId, or only context.ids, or neither. */
  errorContext: {default: 'trace-id', is: oneOf('trace-id', 'ids', 'none'), source: 'partial-failure'},
  /** `results[].properties` include the idProperty when it was not among the written ones. */
  echoIdProperty: {default: true, is: isFlag, source: 'batch-writes'},
  /**
   * Results of a write show values as they were sent, also where the record keeps another one (a life cycle stage that
   * would go back).
   */
  echoAsSent: {default: false, is: isFlag, source: 'options'},
  /** Longest name of a new property; beyond it 400. The documents give no number. */
  maxPropertyName: {default: 100, is: isPositive, source: 'creating-properties'},
  /** A bad property of a batch: an entry of the 207, or a refusal of the whole request with nothing made. */
  propertyBatchFails: {default: 'each', is: oneOf('each', 'whole'), source: 'creating-properties'},
  /** A 400 body carries errors[] beside the JSON embedded in message. */
  topLevelErrors: {default: true, is: isFlag, source: 'refusals'},
  /** `id`s that differ only by case count as duplicates. */
  duplicateIdsFoldCase: {default: false, is: isFlag, source: 'partial-failure'},
  /** `null` among the properties of a write: the stored value is kept, as reported, or cleared as by ''. */
  nullIs: {default: 'kept', is: oneOf('kept', 'cleared'), source: 'batch-writes'},
  /** A lead is refused that is not linked to a contact as it is created; upserts cannot link, and make it all the same. */
  leadsNeedContact: {default: true, is: isFlag, source: 'required-on-create'},
  /**
   * A batch update by values of a unique property that some input's record lacks: all of it refused, or an error that
   * names the ids while the others are written.
   */
  missingKeyAs: {default: 'refusal', is: oneOf('refusal', '207'), source: 'batch-writes'},
  /** A value of a unique property that another record holds: an entry of the 207, or 400 for the whole traced batch. */
  uniqueClashAs: {default: '207', is: oneOf('207', '400'), source: 'refusals'},
  /**
   * What embedded problems tell besides message, code and property: as recorded (most in a 207), all of it everywhere,
   * or nothing.
   */
  problemDetails: {default: 'recorded', is: oneOf('recorded', 'all', 'none'), source: 'refusals'},
  /**
   * Version 2026-09 enforces what an admin demands besides HubSpot: contacts a `lastname`, and with the country
   * Switzerland a `zip`; companies an `industry`.
   */
  adminRules: {default: false, is: isFlag, source: 'versions'},
  /**
   * Values of unique properties (e-mails always) are compared without regard to case. To be set before there are
   * records.
   */
  uniqueKeysFoldCase: {default: false, is: isFlag, source: 'unique-properties'},
  /**
   * What a merge leaves: a new record that both ids lead to, as documented since 2025, or the primary one, as before.
   */
  mergeMakes: {default: 'new-record', is: oneOf('new-record', 'primary'), source: 'merges'},
  /** A batch read by the id of a merged record finds the one that is left, or nothing. */
  mergedIds: {default: 'survivor', is: oneOf('survivor', 'missing'), source: 'batch-read'},
  /** An update by the id of a merged record is written to the one that is left, in place of being left out. */
  updatesSurvivors: {default: false, is: isFlag, source: 'partial-failure'},
  /**
   * Properties with sensitive values are shown on request, or the login lacks their scopes, or the portal the feature.
   */
  sensitiveProperties: {
    default: 'shown',
    is: oneOf('shown', 'missing-scope', 'switched-off'),
    source: 'sensitive-properties',
  },
  /** The rules of properties can be read, or the login lacks the scope, or the portal has no such thing. */
  validationRules: {default: 'shown', is: oneOf('shown', 'missing-scope', 'not-there'), source: 'property-rules'},
  /** Values that API calls bring are made to fit a rule that says so, in place of being refused. */
  rulesNormalise: {default: false, is: isFlag, source: 'property-rules'},
  /** Whether HubSpot matches on keys of its own that are not marked as unique (`hs_sku` of products). */
  matchesDefinedKeys: {default: false, is: isFlag, source: 'keys-that-hubspot-defines'},
  /** How far searches are behind writes; HubSpot's are by seconds. Archived records are gone at once. */
  searchLagsMs: {default: 0, is: isDuration, source: 'search'},
  /** Status of a batch done in part: 207 is recorded; 2026-09 declares that of full success alone. */
  partialStatus: {default: '207', is: oneOf('207', 'success'), source: 'versions'},
  /** A value that is there and is written again becomes a version of its own in the property's history. */
  sameValueIsVersion: {default: false, is: isFlag, source: 'property-histories'},
  /** A batch read that finds none of its records: 207, as recorded, or 404, as live notes have it. */
  nothingReadAs: {default: '207', is: oneOf('207', '404'), source: 'batch-read'},
  /** E-mails of contacts deleted for good are refused in pages and imports alone, as documented, or over the API too. */
  blocklistBinds: {default: 'people', is: oneOf('people', 'api'), source: 'deletes'},
  /** A write to the key of an archived record makes a new record, or conflicts with the archived one. */
  archivedKeyAs: {default: 'new', is: oneOf('new', 'conflict'), source: 'deletes'},
  /**
   * People can restore a contact whose e-mail another one has by then: it comes back without it. Documented: they
   * cannot.
   */
  restoresWithoutEmail: {default: false, is: isFlag, source: 'deletes'},
  /** Links of which all were refused: 207, as recorded, or the same body with 400. */
  allLinksFailedAs: {default: '207', is: oneOf('207', '400'), source: 'association-errors'},
  /** Status of `associate/default` done in part: the documents declare 200 alone, with `errors` in it. */
  plainLinksPartialAs: {default: '200', is: oneOf('200', '207'), source: 'association-errors'},
  /**
   * What an error of a link says of its record besides the text: `context.id` where it was recorded (ids that are no
   * ids), on every error and with HubSpot's older words, or nowhere.
   */
  linkErrorContext: {default: 'recorded', is: oneOf('recorded', 'all', 'none'), source: 'association-errors'},
  /**
   * What writing types does to the labels a pair has: they are replaced when a label is written, also when the plain
   * type is written alone, or never.
   */
  labelWrites: {default: 'replace', is: oneOf('replace', 'replace-always', 'add'), source: 'types-and-labels'},
  /** The first company a contact, deal or ticket is linked to becomes its primary one. */
  firstCompanyIsPrimary: {default: true, is: isFlag, source: 'primary-company'},
  /** What becomes of a primary company when another one is made it: a plain link, or none. */
  formerPrimary: {default: 'kept', is: oneOf('kept', 'removed'), source: 'primary-company'},
  /** Pairs with a custom object have the plain types once they are created; false: none of them has. */
  customPairsHavePlain: {default: true, is: isFlag, source: 'types-and-labels'},
  /** Labels that are made get ids from 1, which HubSpot's own types have too. */
  clashingTypeIds: {default: false, is: isFlag, source: 'types-and-labels'},
  /** Record ids in replies about labelled links: numbers, as recorded, or texts, as the documents say. */
  linkIdsAs: {default: 'numbers', is: oneOf('numbers', 'texts'), source: 'associations'},
  /** `associate/default` answers each link once, or once a direction. */
  plainLinksBothWays: {default: false, is: isFlag, source: 'associations'},
  /** What taking links away answers: 204 in v4 and 200 with a body in dated versions, or one of them always. */
  unlinkAnswers: {default: 'documented', is: oneOf('documented', '204', '200'), source: 'associations'},
  /** The list of labels is refused with 403, as where a scope is missing. */
  labelsForbidden: {default: false, is: isFlag, source: 'scopes'},
  /** Most inputs of a request that links; beyond it 400. For `associate/default` no number is documented. */
  maxLinkInputs: {default: 2000, is: isPositive, source: 'association-limits'},
  /** Most records that one can be linked to by one type; undefined: the type's own limit. */
  maxLinksOfRecord: {default: undefined, is: isPositive, source: 'association-limits'},
  /** Links of one record on a page. */
  linksPerPage: {default: 500, is: isPositive, source: 'association-limits'},
  /** False: 2026-09 refuses writes of links over OAuth, as for a user without "Edit Associations". */
  editAssociations: {default: true, is: isFlag, source: 'versions'},
  /** A name is taken once in the portal, as the documents say, or once for each object. */
  listNamesUniqueBy: {default: 'portal', is: oneOf('portal', 'object'), source: 'lists'},
  /**
   * Most ids of a request that adds records to a list; beyond it 400. Undefined, the default: no limit is documented.
   */
  maxListMembers: {default: undefined, is: isPositive, source: 'lists'},
  /** Ids of records that do not exist are told beside the others, or the whole request is refused for them. */
  missingMembers: {default: 'told', is: oneOf('told', 'refused'), source: 'lists'},
  /** Replies leave out lists of ids that are empty, which the documents call required. */
  omitsEmptyIds: {default: false, is: isFlag, source: 'lists'},
  /** How long an import waits before it writes its first row. */
  importTakesMs: {default: 0, is: isDuration, source: 'imports'},
  /** Routes before v3 that HubSpot has taken away by the sandbox's date: gone, or still served. */
  sunsetRoutes: {default: 'gone', is: oneOf('gone', 'served'), source: 'apis-before-v3'},
  /** A refresh gives out a new refresh token and ends the old one. By reports HubSpot returns the same one. */
  rotateRefreshTokens: {default: false, is: isFlag, source: 'oauth'},
  /** A body that says it is anything but JSON is refused with 415, as by HubSpot's kind of server, or read as JSON. */
  otherContentTypesAs: {default: '415', is: oneOf('415', 'json'), source: 'transport'},
  /** Links to the next page lead back here, or to HubSpot, as HubSpot's do. */
  pageLinksTo: {default: 'sandbox', is: oneOf('sandbox', 'hubspot'), source: 'transport'},
  /** A larger request body is refused with 413; undefined, the default: no limit is known. */
  maxBodyBytes: {default: undefined, is: isPositive, source: 'transport'},
  /** 429 replies carry `Retry-After`. Not documented. */
  retryAfterOn429: {default: false, is: isFlag, source: 'rate-limits'},
  /** Replies carry the rate limit headers; some recorded ones don't. */
  rateLimitHeaders: {default: true, is: isFlag, source: 'rate-limits'},
  /** How long access tokens live that are given out from now on. Default 1,800,000, as HubSpot's. */
  tokenLifeMs: {default: 1_800_000, is: isDuration, source: 'oauth'},
} as const satisfies Readonly<Record<string, Switch>>

interface Switch {
  readonly default: unknown
  readonly is: (value: unknown) => boolean
  readonly source: string
}

type Setting<S extends Switch> = S['default'] | (S['is'] extends (value: unknown) => value is infer T ? T : never)

/** The value of every switch. */
export type SandboxSwitches = {readonly [Name in keyof typeof SWITCHES]: Setting<(typeof SWITCHES)[Name]>}

const DEFAULTS = Object.fromEntries(
  Object.entries(SWITCHES).map(([name, each]) => [name, each.default]),
) as unknown as SandboxSwitches // the table's own names and values

/** Those that are set, over the defaults. */
export function completeSwitches(switches: Partial<SandboxSwitches> = {}): SandboxSwitches {
  return {...DEFAULTS, ...switches}
}

/** Checks what a control request sent. Throws USAGE naming the switch. */
export function parseSwitches(parsed: unknown): Partial<SandboxSwitches> {
  if (!isObject(parsed)) throw new AppError('USAGE', 'Switches are one JSON object.')
  for (const [name, value] of Object.entries(parsed)) {
    if (!isSwitch(name))
      throw new AppError('USAGE', `There is no switch "${name}"; there are ${Object.keys(SWITCHES).join(', ')}.`)
    if (!SWITCHES[name].is(value)) throw new AppError('USAGE', `The switch ${name} cannot be ${JSON.stringify(value)}.`)
  }
  return parsed
}

function oneOf<const Word extends string>(...words: readonly Word[]): (value: unknown) => value is Word {
  return (value): value is Word => words.some(word => word === value)
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSwitch(name: string): name is keyof SandboxSwitches {
  return Object.hasOwn(SWITCHES, name)
}
