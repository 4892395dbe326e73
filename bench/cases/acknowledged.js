import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {writeContacts} from '../files.js'
import {interleaved, median} from '../measure.js'

/** What it costs to keep what HubSpot acknowledged: for the first time, and where there is a store, without a flag. */
export async function acknowledged(stage, {manyRows, rows, rounds}) {
  const count = Math.min(manyRows, rows * 2)
  const file = await writeContacts(stage.directory, {name: 'acknowledged', rows: count})
  const [first, kept] = [{home: 'acknowledged-first'}, {home: 'acknowledged-kept'}]
  await stage.setMood({})
  await stage.push(file, {flags: ['--only-changed'], place: kept, codes: [0]})
  const runs = await interleaved(Math.min(rounds, 5), {
    without: () => stage.push(file, {codes: [0]}),
    first: async () => {
      await rm(join(stage.directory, first.home), {recursive: true, force: true})
      return stage.push(file, {flags: ['--only-changed'], place: first, codes: [0]})
    },
    kept: () => stage.push(file, {place: kept, codes: [0]}),
  })
  const compare = (name, {what, key, most, told}) => {
    const [ours, theirs] = [name, 'without'].map(each => median(runs[each].map(run => run[key])))
    const value = median(runs[name].map((run, round) => run[key] / runs.without[round][key]))
    return {
      name: `${TITLES[name](count)}: ${what} against a push without`,
      ours: told(ours),
      theirs: told(theirs),
      value,
      most,
    }
  }
  const seconds = ms => `${(ms / 1000).toFixed(1)} s`
  const megabytes = mb => `${mb.toFixed(0)} MB`
  return [
    compare('kept', {what: 'time', key: 'wallMs', most: 1.3, told: seconds}),
    compare('kept', {what: 'processor time', key: 'cpuMs', most: 1.3, told: seconds}),
    compare('kept', {what: 'peak memory', key: 'peakMb', most: 1.15, told: megabytes}),
    compare('first', {what: 'time', key: 'wallMs', most: 1.25, told: seconds}),
    compare('first', {what: 'processor time', key: 'cpuMs', most: 1.25, told: seconds}),
  ]
}

const TITLES = {
  kept: count => `${count.toLocaleString('en')} rows where a store of acknowledged values exists`,
  first: count => `first --only-changed, ${count.toLocaleString('en')} rows`,
}
