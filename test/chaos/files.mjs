import {readdir, readFile, stat, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {columnNames, isNull} from './clears.mjs'

/** Rows as the file that is pushed. */
export async function writeSource(path, {shape, rows, format}) {
  const names = columnNames(shape)
  await (format === 'jsonl' ? writeJsonl : writeCsv)(path, names, rows)
}

/** Every second empty cell is null, the others are missing; numbers and truth values stand without quotes. */
async function writeJsonl(path, names, rows) {
  const cellsOf = ({cells, row}) =>
    names.flatMap((name, index) => {
      const cell = cells[name]
      if (cell !== undefined) return [`${JSON.stringify(name)}:${jsonCell(cell)}`]
      return isNull(row, index) ? [`${JSON.stringify(name)}:null`] : []
    })
  const lines = rows.map(row => (row.isTorn ? '{"torn": ' : `{${cellsOf(row).join(', ')}}`))
  await writeFile(path, `${lines.join('\n')}\n`)
}

function jsonCell(cell) {
  return /^(-?[1-9]\d{0,3}|true|false)$/.test(cell) ? cell : JSON.stringify(cell)
}

async function writeCsv(path, names, rows) {
  const lines = rows.map(
    ({cells, isTorn}) => `${names.map(name => csvCell(cells[name] ?? '')).join(',')}${isTorn ? ',one,too,many' : ''}`,
  )
  await writeFile(path, `${[names.join(','), ...lines].join('\n')}\n`)
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Directories of the runs in a data directory, oldest first. */
async function runsIn(dataDir) {
  const names = await readdir(join(dataDir, 'runs')).catch(() => [])
  return names.sort().map(name => join(dataDir, 'runs', name))
}

/** Cuts an end off some of the newest run's files, as a power cut may. */
export async function damage(dataDir, writtenPath, damages) {
  const directory = (await runsIn(dataDir)).at(-1)
  if (directory === undefined) return
  const paths = {
    journal: join(directory, 'journal.jsonl'),
    rejects: join(directory, 'rejects.jsonl'),
    written: writtenPath,
    members: join(directory, 'members'),
  }
  for (const {file, share} of damages) {
    const size = await stat(paths[file]).then(
      stats => stats.size,
      () => 0,
    )
    if (size > 0) await truncate(paths[file], Math.floor(size * share))
  }
}

/** Lines of rejects.jsonl of each run, the oldest first; one file that is pushed has one run. */
export async function readRejects(dataDir) {
  const texts = await Promise.all(
    (await runsIn(dataDir)).map(directory => readFile(join(directory, 'rejects.jsonl'), 'utf8')),
  )
  return texts.map(text => jsonLines(wholeLines(text)))
}

/** Rows of the file of --written. */
export async function readWritten(path, format) {
  const text = wholeLines(await readFile(path, 'utf8'))
  if (format === 'jsonl') return jsonLines(text)
  const [, ...lines] = text.split('\r\n').filter(line => line !== '')
  return lines.map(line => {
    const [, row, key, recordId, outcome] = /^(\d+),\d+,(.*),(\d*),(created|updated)$/s.exec(line) ?? []
    if (row === undefined) throw new Error(`not a line of a written file: ${JSON.stringify(line)}`)
    return {row: Number(row), key, recordId: recordId === '' ? undefined : recordId, outcome}
  })
}

/** What a kill cut off in the middle of a line was not said. */
function wholeLines(text) {
  return text.slice(0, text.lastIndexOf('\n') + 1)
}

export function jsonLines(text) {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}
