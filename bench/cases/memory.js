import {writeContacts} from '../files.js'

/** Peak memory of a short push and of a long one. */
export async function memory(stage, {fewRows, manyRows}) {
  await stage.setMood({})
  const peaks = []
  for (const rows of [fewRows, manyRows]) {
    const file = await writeContacts(stage.directory, {name: `memory-${rows}`, rows})
    const {peakMb} = await stage.push(file, {codes: [0]})
    peaks.push(peakMb)
  }
  const [few, many] = peaks
  const title = `peak memory, ${fewRows.toLocaleString('en')} against ${manyRows.toLocaleString('en')} rows`
  return [
    {name: title, ours: `${many.toFixed(0)} MB`, theirs: `${few.toFixed(0)} MB`, value: many / few, most: 1.2},
    {
      name: `peak memory of ${manyRows.toLocaleString('en')} rows, MB`,
      ours: `${many.toFixed(0)} MB`,
      theirs: '',
      value: many,
      most: 170,
    },
  ]
}
