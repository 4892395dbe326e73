import {anchorOf} from '../../support/anchor-of.js'
import type {ValueCase} from './value-cases.js'

const HEAD = `# Values

What becomes of a cell, by the type of the property it goes to. Tests write this page (\`test/mapping/values\`) and hold it
against the sandbox, to which each cell is sent twice: as it is in the file, and as a push sends it.

| Outcome            | Means                                                                                             |
| ------------------ | ------------------------------------------------------------------------------------------------- |
| accepted           | HubSpot would also accept the cell as it is                                                       |
| fixed for you      | HubSpot would refuse the cell as it is, but accepts what is sent                                  |
| rejected           | not sent; HubSpot would refuse it for the same reason                                             |
| misread by HubSpot | HubSpot would accept the cell as it is, but store another value                                   |
| stricter           | not sent although HubSpot would accept it: it may mean several things, or not what the flags say  |
| ambiguous          | not sent: it can be read two ways, and the message names both                                     |
| left to HubSpot    | sent, and refused by HubSpot: only HubSpot can tell                                               |
| not sent           | counts as an empty cell                                                                           |

The last column links to what is known about HubSpot there, with its source.
`

const UNCITED = `
## Without a source

HubSpot's answer to these is not known; they are treated as the tables say until it is known.
`

/** The table as a page for people; long cells are shortened. */
export function renderValueTable(cases: readonly ValueCase[]): string {
  const kinds = [...new Set(cases.map(({kind}) => kind))]
  const uncited = cases.filter(({source}) => source === '')
  return [
    HEAD,
    ...kinds.map(kind =>
      section(
        kind,
        cases.filter(each => each.kind === kind),
      ),
    ),
    UNCITED,
    ...uncited.map(({kind, cell}) => `- ${kind}: ${shown(cell)}`),
    '',
  ].join('\n')
}

function section(kind: string, cases: readonly ValueCase[]): string {
  const lines = cases.map(
    ({cell, sent, outcome, source}) => `| ${shown(cell)} | ${rejectOr(sent)} | ${outcome} | ${linked(source)} |`,
  )
  return [`## ${kind}`, '', '| Cell | Sent | Outcome | Source |', '| --- | --- | --- | --- |', ...lines, ''].join('\n')
}

function linked(heading: string): string {
  return heading === '' ? '' : `[${heading}](hubspot-api.md#${anchorOf(heading)})`
}

function rejectOr(sent: string): string {
  return sent.startsWith('[') ? `\`${sent.slice(1, -1)}\`` : shown(sent)
}

function shown(value: string): string {
  if (value === '') return '(empty)'
  const short = value.length > 60 ? `${[...value].slice(0, 3).join('')}… (${[...value].length} characters)` : value
  return `\`${JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('|', '\\|').replaceAll('\u00A0', '\\u00a0').replaceAll('\u202F', '\\u202f')}\``
}
