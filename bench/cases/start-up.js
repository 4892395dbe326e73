import {writeContacts} from '../files.js'
import {interleaved, measure, median, startUpMs} from '../measure.js'

/** Medians of pairs: a command and `node -e 0`, by turns. */
export async function startUp(stage, {pairs}) {
  const file = await writeContacts(stage.directory, {
    name: 'start-up',
    rows: 300,
    change: (person, index) => (index % 100 === 50 ? {...person, email: 'no e-mail'} : person),
  })
  await stage.setMood({})
  const place = {home: 'start-up'}
  const {summary} = await stage.push(file, {place})
  const run = args => () => startUpMs({args, env: stage.envOf(place), directory: stage.directory})
  const commands = [
    {name: 'push --help', args: [stage.bin, 'push', '--help'], most: 2.5},
    {name: 'rejects of a stored run', args: [stage.bin, 'rejects', summary.run], most: 2.5},
    {name: 'objects, from another process', args: [stage.bin, 'objects'], most: 2.5},
  ]
  const rows = []
  for (const {name, args, most} of commands) {
    const times = await interleaved(pairs, {node: run(['-e', '0']), command: run(args)})
    const [ours, theirs] = [median(times.command), median(times.node)]
    rows.push({
      name: `start-up: ${name}`,
      ours: `${ours.toFixed(0)} ms`,
      theirs: `${theirs.toFixed(0)} ms (node -e 0)`,
      value: ours / theirs,
      most,
    })
  }
  return [...rows, ...(await shortPush(stage, {file, place, pairs}))]
}

/** From start to end. */
async function shortPush(stage, {file, place, pairs}) {
  const {env, directory} = {env: stage.envOf(place), directory: stage.directory}
  const runs = await interleaved(pairs, {
    node: () => measure({args: ['-e', '0'], env, directory}),
    push: () => stage.push(file, {place}),
  })
  const of = (name, key) => median(runs[name].map(run => run[key]))
  const compare = (what, key, most) => ({
    name: `push of 300 rows, start to end: ${what}`,
    ours: `${of('push', key).toFixed(0)} ms`,
    theirs: `${of('node', key).toFixed(0)} ms (node -e 0)`,
    value: of('push', key) / of('node', key),
    most,
  })
  const peakMb = of('push', 'peakMb')
  return [
    compare('processor time', 'cpuMs', 2),
    compare('wall time', 'wallMs', 2.3),
    {name: 'the same: peak memory, MB', ours: `${peakMb.toFixed(0)} MB`, theirs: '', value: peakMb, most: 60},
  ]
}
