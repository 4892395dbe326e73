import {emailOf, isUntouched} from './scenario.mjs'

/**
 * Says of a played scenario what it breaks of the promise of `runs undo`: nothing is archived that was there before, or
 * that somebody changed since; nothing is left that the run created and nobody changed, but for what a killed process
 * may have written last; what stays is listed.
 * `ids`: person → record id, before the undo. `live`: the records at the end. `created`: record ids of which a reply
 * said that they were new, as the run told of them.
 */
export function judgeUndo({people, interruptions = []}, {ids, live, created, summary, archivedByOthers}) {
  const problems = []
  const there = new Set(live.map(({id}) => id))
  const listed = new Map(summary.leftOut.map(({id, reason}) => [id, reason]))
  const wasKilled = interruptions.some(({signals}) => signals.includes('SIGKILL'))
  for (const person of people) {
    const id = ids.get(person.number)
    const isGone = !there.has(id) && !archivedByOthers.has(id)
    const name = `record ${id} of ${emailOf(person)} (${person.isOld ? 'old' : 'new'}, ${person.deed ?? 'untouched'})`
    if (isGone && person.isOld) problems.push(`${name} went, and was there before`)
    if (isGone && !isUntouched(person)) problems.push(`${name} went, although it was changed`)
    const mayBeLate = wasKilled && listed.get(id) === 'IN_DOUBT'
    if (!isGone && created.has(id) && isUntouched(person) && !person.isOld && !mayBeLate)
      problems.push(`${name} is left: ${listed.get(id)}`)
    if (isGone && listed.has(id)) problems.push(`${name} went, and is listed as left`)
    if (there.has(id) && created.has(id) && !listed.has(id)) problems.push(`${name} stays, and is not listed`)
    if (person.isOld && listed.has(id)) problems.push(`${name} is listed, and the run did not create it`)
  }
  if (summary.status !== 'finished') problems.push(`the undo ended as ${summary.status}`)
  if (summary.created !== summary.undone + summary.unchanged + summary.leftOutCount)
    problems.push(`the counts do not add up: ${JSON.stringify(summary)}`)
  const wanted = summary.leftOutCount + summary.unknown > 0 ? 3 : 0
  if (summary.exitCode !== wanted) problems.push(`exit code ${summary.exitCode}, not ${wanted}`)
  return problems
}
