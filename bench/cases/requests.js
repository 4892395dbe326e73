import {writeContacts} from '../files.js'

const STAGES = ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity']

/** How many requests rows cost where some are bad or keys repeat; the fewest that could do stands beside them. */
export async function requests(stage, {rows}) {
  await stage.setMood({})
  const good = rows - rows / 100
  const distinct = rows / 5
  const files = {
    refused: await writeContacts(stage.directory, {
      name: 'refused-by-hubspot',
      rows,
      change: (person, index) => (index % 100 === 50 ? {...person, company: 'Taken Ltd'} : person),
    }),
    seen: await writeContacts(stage.directory, {
      name: 'seen-before',
      rows,
      change: (person, index) => (index % 100 === 50 ? {...person, email: 'no e-mail'} : person),
    }),
    foldable: await writeContacts(stage.directory, {name: 'sorted-text', rows, keyOf: fiveTimes}),
    staged: await writeContacts(stage.directory, {
      name: 'sorted-stages',
      rows,
      keyOf: fiveTimes,
      change: (person, index) => ({...person, lifecyclestage: STAGES[index % 5]}),
    }),
  }
  const title = `${rows.toLocaleString('en')} rows`
  const airbyte = await countOf(stage, () => stage.client('airbyte', files.refused))
  return [
    await againstFewest(stage, {
      name: `${title}, 1% bad that only HubSpot can refuse (207): requests`,
      file: files.refused,
      fewest: rows / 100,
      most: 1.02,
    }),
    {
      name: `the same, Airbyte's way against the fewest`,
      ours: '',
      theirs: `${airbyte} requests`,
      value: airbyte / (rows / 100),
    },
    await againstFewest(stage, {
      name: `${title}, 1% bad that are detected before sending: requests`,
      file: files.seen,
      fewest: Math.ceil(good / 100),
      most: 1,
    }),
    await againstFewest(stage, {
      name: `${title} sorted by key, each key five times, plain text differs: requests`,
      file: files.foldable,
      fewest: Math.ceil(distinct / 100),
      most: 1.1,
    }),
    await againstFewest(stage, {
      name: `the same, differing in a life cycle stage, which may not be folded: requests`,
      file: files.staged,
      fewest: Math.ceil(rows / 100),
      most: 1.1,
    }),
  ]
}

function fiveTimes(index) {
  return Math.floor(index / 5)
}

async function countOf(stage, work) {
  await stage.setMood({})
  await work()
  return (await stage.seen()).upserts
}

async function againstFewest(stage, {name, file, fewest, most}) {
  const count = await countOf(stage, () => stage.push(file))
  return {name, ours: `${count} requests`, theirs: `${fewest} at least`, value: count / fewest, most}
}
