import {openCgroup} from '../cgroup.js'
import {writeContacts} from '../files.js'

const LIMIT_MB = 128
const KINDS = {
  push: [],
  'dry run': ['--dry-run'],
  '--only-changed': ['--only-changed'],
  '--duplicates last': ['--duplicates', 'last'],
}

/** The same in a memory cgroup, which counts pages of files too, and without: time, and whether it ends alike. */
export async function memoryLimit(stage, {manyRows}) {
  const file = await writeContacts(stage.directory, {name: 'memory-limit', rows: manyRows})
  await stage.setMood({})
  const rows = []
  for (const [kind, flags] of Object.entries(KINDS)) rows.push(await compare(kind, flags))
  return rows

  async function compare(kind, flags) {
    const name = `${kind}, ${manyRows.toLocaleString('en')} rows within ${LIMIT_MB} MiB: time against without a limit`
    const without = await stage.push(file, {flags})
    const cgroup = openCgroup(LIMIT_MB)
    if (cgroup === undefined) return {name, ours: 'not measured: no memory cgroup can be made here', theirs: ''}
    try {
      const within = await stage.push(file, {flags, cgroup: cgroup.path, codes: [without.code]})
      return {
        name,
        ours: `${(within.wallMs / 1000).toFixed(1)} s, ${cgroup.chargedMb().toFixed(0)} MB charged`,
        theirs: `${(without.wallMs / 1000).toFixed(1)} s, ${without.peakMb.toFixed(0)} MB resident`,
        value: within.wallMs / without.wallMs,
        most: 1.5,
      }
    } finally {
      cgroup.delete()
    }
  }
}
