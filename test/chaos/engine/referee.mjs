import {keyOf} from './scenario.mjs'

/**
 * What a portal breaks of the promise of a state that was printed: each key is as a record that is not before the last
 * one behind which the state stands, and each bad record before it is among the rejects. `portal`: by object, key → the
 * line of the record that it shows. `line`: of the state; 0: none was printed.
 */
export function judgeState(scenario, line, {portal, rejected}) {
  const problems = []
  for (const [name, events] of eventsByKey(scenario)) {
    const before = events.filter(event => event.line <= line)
    const shown = portal.get(name)
    const last = before.at(-1)
    if (last !== undefined && !mayShow(shown, {events, last}))
      problems.push(`state of line ${line}: ${name} shows ${shown ?? 'nothing'}, and line ${last.line} was before it`)
  }
  for (const message of scenario.messages)
    if (message.isBad && message.line <= line && !rejected.has(message.line))
      problems.push(`state of line ${line}: the reject of line ${message.line} is not kept`)
  return problems
}

/** The end: each key as if all records were applied in their order, and each bad record rejected. */
export function judgeEnd(scenario, {portal, rejected, states}) {
  const problems = judgeState(scenario, Number.POSITIVE_INFINITY, {portal, rejected})
  const known = new Set(eventsByKey(scenario).keys())
  for (const name of portal.keys()) if (!known.has(name)) problems.push(`nothing wrote ${name}`)
  const last = scenario.messages.findLast(({kind}) => kind === 'state')?.line
  if (last !== undefined && states.at(-1) !== last)
    problems.push(`the last state is ${states.at(-1)}, not that of line ${last}`)
  const bad = new Set(scenario.messages.filter(({isBad}) => isBad).map(({line}) => line))
  for (const line of rejected) if (!bad.has(line)) problems.push(`line ${line} is rejected`)
  return problems
}

/** What the portal shows of a key is the last record before the state, or a later one. */
function mayShow(shown, {events, last}) {
  if (shown === undefined) return last.isDeleted || events.some(({line, isDeleted}) => isDeleted && line > last.line)
  return last.isDeleted ? shown > last.line : shown >= last.line
}

/** `contacts p1@example.com` → what happens to it, in order. */
function eventsByKey({streams, messages}) {
  const byKey = new Map()
  for (const {kind, stream, key, isBad, isDeleted, line} of messages) {
    if (kind !== 'record' || isBad) continue
    const of = streams.find(({name}) => name === stream)
    const name = `${of.object} ${keyOf(of, key)}`
    byKey.set(name, [...(byKey.get(name) ?? []), {line, isDeleted}])
  }
  return byKey
}
