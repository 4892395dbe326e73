import type {FixGroup} from '../../rejects/fix-groups.js'
import type {FixDecisions} from '../../rejects/fix-row.js'
import {countOf} from './format-numbers.js'
import {showText} from './show-text.js'

/** What will be sent, what will not, and what stays as it is. */
export function presentDecisions(groups: readonly FixGroup[], decisions: FixDecisions): string[] {
  const left = groups.filter(({name}) => !decisions.has(name)).reduce((sum, {count}) => sum + count, 0)
  return [
    '',
    ...groups.flatMap(({name, count, property = '', value = '', code}) => {
      const decision = decisions.get(name)
      if (decision === undefined) return []
      const rows = countOf(count, 'row')
      if (decision.kind === 'drop') return [`  ${rows} dropped: ${code} ${showText(property)} "${showText(value)}"`]
      return [`  ${rows} sent: ${showText(property)} "${showText(value)}" → "${showText(decision.text)}"`]
    }),
    ...(left > 0 ? [`  ${countOf(left, 'row stays', 'rows stay')} refused`] : []),
  ]
}
