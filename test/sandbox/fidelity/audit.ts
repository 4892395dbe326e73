import type {Contract} from './openapi-contract.js'
import type {Exchange} from './probe.js'

/** Where a document and HubSpot's real replies part, and the sandbox goes with the replies. */
export interface Deviation {
  readonly problem: RegExp
  readonly why: string
  /** Nobody recorded such a reply: another document of HubSpot's is the witness. */
  readonly unrecorded?: 'oauth' | 'associations'
}

export const DEVIATIONS: readonly Deviation[] = [
  {
    problem: /Error: must NOT have additional properties status$/,
    why: 'every recorded error body begins with "status":"error"',
  },
  {
    problem: /^Error: must have required property 'category'$/,
    why: 'recorded without: unknown object type, unreadable JSON, "resource not found", forbidden definitions, 429',
  },
  {
    problem: /^Error: must be object$/,
    why: 'a GET of a missing record is an HTML page (recorded: captaincontrat-ticket-404)',
  },
  {
    problem: /BatchResponse\w+\/errors\/\*: must have required property '(errors|links)'$/,
    why: 'no recorded entry of a 207 carries them',
  },
  {
    problem: /ObjectSchema(NoPaging\/results\/\*)?: must NOT have additional properties (metaType|restorable)$/,
    why: 'every recorded schema has them (grouparoo 2022, hubspot-local-dev-lib 2020)',
  },
  {
    problem:
      /^Error: must (NOT have additional properties error(_description)?|have required property 'correlationId')$/,
    why: 'token errors have both shapes at once and no correlation id since 2026 (the changelog of the v3 OAuth endpoints)',
    unrecorded: 'oauth',
  },
  {
    problem: /^TokenInfoResponseBaseIF: must NOT have additional properties \w+$/,
    why: 'the document of 2026-09 declares nothing but `active` of a token; the older ones declare all of it',
    unrecorded: 'oauth',
  },
  {
    problem: /^(Collection.*\/results\/\*|SimplePublicObjectWithAssociations)\/properties\/\w+: must be string$/,
    why: 'reads send null for what is unset (recorded: nango-companies-list); the documents of 2026-09 allow it',
  },
  {
    problem:
      /^AssociationDefinition(\/results\/\*)?\/associations\/\*(\/\w+edAt: must be string|: .*(inverseC|c)ardinality)$/,
    why: 'recorded schemas have cardinalities, and null for both times (grouparoo 2022)',
  },
  {
    problem: /BatchResponse\w+\/errors\/\*: must have required property 'context'$/,
    why: 'recorded errors of links have none (captaincontrat-assoc-batch-207, amp-associations)',
  },
  {
    problem: /BatchResponse\w+\/errors\/\*\/subCategory: must be object$/,
    why: 'recorded as text (amp-associations)',
  },
  {
    problem: /^AssociationDefinition.* additional properties (hasUserEnforced)?[mM]ax(To|From)ObjectIds$/,
    why: 'schemas of 2026 have them, by live notes and by the models of public clients',
    unrecorded: 'associations',
  },
  {
    problem: /^AssociationSpecWithLabel\/results\/\*(\/\w+\/\*)*\/label: must be string$/,
    why: 'the plain type has the label null in the samples of the guide and in live notes',
    unrecorded: 'associations',
  },
  {
    problem: /^AssociationSpecWithLabel\/results\/\*: must NOT have additional properties (from|to)ObjectTypeId$/,
    why: 'live notes of 2026 saw them, as null',
    unrecorded: 'associations',
  },
]

export interface Audit {
  /** What no deviation explains. */
  readonly problems: readonly string[]
  /** Operations that were answered with 2xx at least once. */
  readonly succeeded: ReadonlySet<string>
  /** The deviations that explained something. */
  readonly excused: ReadonlySet<Deviation>
}

/** Holds exchanges against a document. `toDocumented` turns a path into the one the document has. */
export function auditExchanges(
  contract: Contract,
  exchanges: readonly Exchange[],
  toDocumented = (path: string) => path,
): Audit {
  const problems = new Set<string>()
  const succeeded = new Set<string>()
  const excused = new Set<Deviation>()
  for (const {method, path, status, body} of exchanges) {
    const operation = contract.operationOf(method, toDocumented(path))
    if (operation === undefined) continue
    if (status < 300) succeeded.add(operation)
    for (const problem of contract.replyProblems(operation, status, body)) {
      const deviation = DEVIATIONS.find(each => each.problem.test(problem))
      if (deviation) excused.add(deviation)
      else problems.add(`${status} ${problem}`)
    }
  }
  return {problems: [...problems].sort(), succeeded, excused}
}
