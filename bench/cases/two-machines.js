import {join} from 'node:path'
import {writeContacts} from '../files.js'
import {LIMIT, PER_SECOND} from './limited.js'

/** Keys of the second machine's rows begin here. */
const OTHERS = 100_000_000

/**
 * Two machines (no common cache directory) on one portal. The second has half as many rows, so that it leaves: the rest
 * is the first one's alone.
 */
export async function twoMachines(stage, {seconds}) {
  const rows = share => Math.round(seconds * share) * PER_SECOND * 100
  const long = await writeContacts(stage.directory, {name: 'machine-1', rows: rows(2 / 3)})
  const keyOf = index => OTHERS + index
  const short = await writeContacts(stage.directory, {name: 'machine-2', rows: rows(1 / 3), keyOf})
  await stage.setMood(LIMIT)
  const homes = ['machine-1', 'machine-2']
  await Promise.all(
    [long, short].map((file, at) => stage.push(file, {codes: [0], place: {home: join('machines', homes[at])}})),
  )
  return judged(await stage.seen(), seconds)
}

function judged({acceptedAtMs, firstKeys, requests, throttled}, seconds) {
  const isOthers = firstKeys.map(key => Number(/\d+/.exec(key)[0]) >= OTHERS)
  const theirs = acceptedAtMs.filter((_atMs, at) => isOthers[at])
  const endMs = theirs.at(-1)
  const both = acceptedAtMs.filter(atMs => atMs <= endMs)
  const after = acceptedAtMs.filter(atMs => atMs > endMs + LIMIT.intervalMs)
  const part = theirs.length / both.length
  const title = `two machines that share no disk, ${seconds} s`
  return [
    {name: `${title}: share of the limit used while both run`, ...shareOf(both), least: 0.97},
    {name: 'the same: part of the one that has less', value: Math.min(part, 1 - part), least: 0.4},
    {
      name: 'the same: 429s of all requests',
      ours: `${throttled} of ${requests}`,
      value: throttled / requests,
      most: 0.005,
    },
    {name: 'the same, 10 s after one has left: share of the limit used', ...shareOf(after), least: 0.95},
  ].map(row => ({ours: '', theirs: '', ...row}))
}

function shareOf(acceptedAtMs) {
  const perSecond = (acceptedAtMs.length - 1) / ((acceptedAtMs.at(-1) - acceptedAtMs[0]) / 1000)
  return {
    ours: `${Math.round(perSecond * 100)} rows/s`,
    theirs: `${PER_SECOND * 100} rows/s`,
    value: perSecond / PER_SECOND,
  }
}
