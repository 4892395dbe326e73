import {keyOf} from './scenario.mjs'

/** Of each stream the line up to which printed states say that everything holds; 0: no state was printed. */
export function heldBy({streams}, states) {
  return new Map(
    streams.map(({name}) => {
      const last = states.findLast(({stream = name}) => stream === name)
      return [name, last?.line ?? 0]
    }),
  )
}

/**
 * What a portal breaks of the promise of the states that were printed: each key is as a record that is not before the
 * last one that they stand behind, and each bad record before them is among the rejects. `portal`: by object, key → the
 * line of the record that it shows. `held`: as `heldBy` has it.
 */
export function judgeState(scenario, held, {portal, rejected}) {
  const problems = []
  const isHeld = ({stream, line}) => line <= held.get(stream)
  const at = [...held].map(([name, line]) => `${name}: ${line}`).join(', ')
  for (const [name, events] of eventsByKey(scenario)) {
    const shown = portal.get(name)
    const last = events.filter(isHeld).at(-1)
    if (last !== undefined && !mayShow(shown, {events, last}))
      problems.push(`states ${at}: ${name} shows ${shown ?? 'nothing'}, and line ${last.line} was before them`)
  }
  for (const message of scenario.messages)
    if (message.isBad && isHeld(message) && !rejected.has(message.line))
      problems.push(`states ${at}: the reject of line ${message.line} is not kept`)
  return problems
}

/** The end: each key as if all records were applied in their order, and each bad record rejected. */
export function judgeEnd(scenario, {portal, rejected, states}) {
  const all = new Map(scenario.streams.map(({name}) => [name, Number.POSITIVE_INFINITY]))
  const problems = judgeState(scenario, all, {portal, rejected})
  const known = new Set(eventsByKey(scenario).keys())
  for (const name of portal.keys()) if (!known.has(name)) problems.push(`nothing wrote ${name}`)
  const ofTap = scenario.messages.filter(({kind}) => kind === 'state').map(state => scopedAs(scenario, state))
  const [printed, wanted] = [heldBy(scenario, states), heldBy(scenario, ofTap)]
  for (const [name, line] of wanted)
    if (printed.get(name) !== line)
      problems.push(`the last state of ${name} is ${printed.get(name)}, not that of line ${line}`)
  const bad = new Set(scenario.messages.filter(({isBad}) => isBad).map(({line}) => line))
  for (const line of rejected) if (!bad.has(line)) problems.push(`line ${line} is rejected`)
  return problems
}

/** Whose counts are told: each state counts the records of its scope since the one before, rejected ones too. */
export function judgeCounts(scenario, held, states) {
  const from = new Map(held)
  return states.flatMap(({line, stream, counts}) => {
    if (counts === undefined) return []
    const counted = scenario.rows.filter(
      row => (stream ?? row.stream) === row.stream && row.line > from.get(row.stream) && row.line <= line,
    )
    for (const name of stream === undefined ? from.keys() : [stream]) from.set(name, line)
    const rejected = counted.filter(({isBad}) => isBad).length
    const isRight = counts.recordCount === counted.length && counts.rejectedRecordCount === rejected
    const told = `${counts.recordCount} records, ${counts.rejectedRecordCount} rejected`
    return isRight ? [] : [`state of line ${line}: ${told}, not ${counted.length} and ${rejected}`]
  })
}

function scopedAs({scope}, {line, stream}) {
  return scope === 'stream' ? {line, stream} : {line}
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
    byKey.set(name, [...(byKey.get(name) ?? []), {line, isDeleted, stream}])
  }
  return byKey
}
