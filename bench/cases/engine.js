import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {writeMessages} from '../files.js'
import {interleaved, median} from '../measure.js'

/** Records through the Singer target: against JSONL through a push, and many of them against few. */
export async function engine(stage, {rows, manyRows, rounds}) {
  await stage.setMood({})
  const few = await writeMessages(stage.directory, {name: `messages-${rows}`, rows})
  const many = await writeMessages(stage.directory, {name: `messages-${manyRows}`, rows: manyRows})
  const config = join(stage.directory, 'singer.json')
  await writeFile(config, JSON.stringify({access_token: stage.token}))
  const singer = async input => {
    const run = await stage.program(['singer', '--config', config, '--input', input])
    const last = run.stdout.trimEnd().split('\n').at(-1)
    if (last !== few.lastState && last !== many.lastState) throw new Error(`The last state is ${last}.`)
    return run
  }
  const runs = await interleaved(Math.min(rounds, 3), {
    singer: () => singer(few.messages),
    push: () => stage.push(few.jsonl, {codes: [0]}),
  })
  const of = (name, what) => median(runs[name].map(run => run[what]))
  const {peakMb} = await singer(many.messages)
  return [
    {
      name: `singer, ${rows.toLocaleString('en')} records: processor time against a push of the same as JSONL`,
      ours: `${(of('singer', 'cpuMs') / 1000).toFixed(1)} s`,
      theirs: `${(of('push', 'cpuMs') / 1000).toFixed(1)} s`,
      value: of('singer', 'cpuMs') / of('push', 'cpuMs'),
      most: 1.25,
    },
    {
      name: `singer: peak memory, ${rows.toLocaleString('en')} against ${manyRows.toLocaleString('en')} records`,
      ours: `${peakMb.toFixed(0)} MB`,
      theirs: `${of('singer', 'peakMb').toFixed(0)} MB`,
      value: peakMb / of('singer', 'peakMb'),
      most: 1.15,
    },
  ]
}
