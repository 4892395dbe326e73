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
    'Each ratio was measured side by side, in turns, against one server process that stores no records. Wall times are those',
    'of whole processes, from start to end, as medians of the rounds. The first column says what is compared.',
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
