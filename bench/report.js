import {cpus, release, totalmem, type} from 'node:os'

/** Rows of the cases as one Markdown page. */
export function reportOf(rows, {quick, date}) {
  const [cpu] = cpus()
  const machine = `${cpu?.model.trim() ?? 'unknown processor'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.version}`
  return [
    '# Performance',
    '',
    `Written by \`npm run bench${quick ? ' -- --quick' : ''}\` on ${date}; ${machine}.`,
    ...(quick ? ['', 'Small sizes: good enough to see a change, not to judge a bar.'] : []),
    '',
    'Each ratio was measured side by side, by turns, against one server process that keeps no records; wall times are of whole processes, from',
    'their start to their end, medians of the rounds. What the columns compare stands in the first one.',
    '',
    '| Case | hubspot-push | compared with | ratio | bar | reached |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(lineOf),
    '',
  ].join('\n')
}

export function lineOf(row) {
  return `| ${[row.name, row.ours, row.theirs, ratioOf(row), barOf(row), verdictOf(row)].join(' | ')} |`
}

export function isMissed(row) {
  return verdictOf(row) === 'no'
}

function ratioOf({value}) {
  if (value === undefined) return ''
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

function barOf({least, most}) {
  if (least !== undefined) return `≥ ${least}`
  return most === undefined ? '' : `≤ ${most}`
}

function verdictOf({value, least, most}) {
  if (value === undefined || (least === undefined && most === undefined)) return ''
  return value >= (least ?? value) && value <= (most ?? value) ? 'yes' : 'no'
}
