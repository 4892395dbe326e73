import {isCertain} from './parts.mjs'

/**
 * A file that is pushed again right after itself, in a portal without faults: each row whose key it holds once, and
 * that was taken, is
 * unchanged; where all are like that, nothing is sent.
 */
export function checkRepeated(parts) {
  return parts.slice(1).flatMap((part, index) => {
    const before = parts[index]
    const {scenario, summary, isCutOff, fates} = part
    const isAsked = scenario.onlyChanged && !scenario.full && (before.scenario.onlyChanged || before.scenario.full)
    // Two e-mails of a contact are two keys to us, and a doubt may make a row unknown at any time.
    const isClear =
      isCertain(scenario) &&
      !scenario.hasAliases &&
      ![before, part].some(({scenario: {interruptions}}) => interruptions.length > 0)
    if (!isAsked || !isClear || isCutOff || before.scenario.rows !== scenario.rows) return []
    const wanted = alone(scenario.rows).filter(({row}) => before.fates.written.has(row) || before.fates.untold.has(row))
    const sent = wanted.filter(({row}) => !fates.untold.has(row)).map(({row}) => row)
    const problems =
      sent.length > 0 ? [`file ${index + 2}: rows ${sent.slice(0, 5)} had not changed and were sent`] : []
    const isAll = wanted.length === scenario.rows.filter(({flaw}) => flaw !== 'local').length
    if (isAll && summary.requests.upserts > 0)
      problems.push(`file ${index + 2}: ${summary.requests.upserts} requests for no row that changed`)
    return problems
  })
}

/** Rows that leave this machine and share their key with no other such row. */
function alone(rows) {
  const sendable = rows.filter(({flaw}) => flaw !== 'local')
  const counts = new Map()
  for (const {key} of sendable) counts.set(key.toLowerCase(), (counts.get(key.toLowerCase()) ?? 0) + 1)
  return sendable.filter(({key}) => counts.get(key.toLowerCase()) === 1)
}
