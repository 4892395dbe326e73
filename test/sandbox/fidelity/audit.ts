import type {Contract} from './openapi-contract.js'
import type {Exchange} from './probe.js'

/** Where a document and HubSpot's real replies part, and the sandbox goes with the replies. */
export interface Deviation {
  readonly problem: RegExp
  readonly why: string
  /** Nobody recorded such a reply: another document of HubSpot's is the witness. */
  readonly unrecorded?: true
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
    unrecorded: true,
  },
  {
    problem: /^TokenInfoResponseBaseIF: must NOT have additional properties \w+$/,
    why: 'the document of 2026-09 declares nothing but `active` of a token; the older ones declare all of it',
    unrecorded: true,
  },
  {
    problem: /^(Collection.*\/results\/\*|SimplePublicObjectWithAssociations)\/properties\/\w+: must be string$/,
    why: 'reads send null for what is unset (recorded: nango-companies-list); the documents of 2026-09 allow it',
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
