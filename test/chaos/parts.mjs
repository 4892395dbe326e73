import {withClears} from './clears.mjs'

/**
 * The files of a scenario in the order in which they are pushed. Each part is the scenario with rows, strikes and flags
 * of its own;
 * parts of one `file` push the very same file again.
 */
export function partsOf(scenario) {
  const {format, sequels = []} = scenario
  const first = {...scenario, file: `first.${format}`, ...scenario.firstFlags}
  const parts = [
    first,
    ...sequels.map(({file, ...sequel}) => ({...scenario, interruptions: [], ...sequel, file: `${file}.${format}`})),
  ]
  return scenario.clears ? parts.map(part => ({...part, rows: withClears(part.rows, part)})) : parts
}

/** A second file that is pushed right after the first, as any other. */
export function secondFile(rows) {
  return [{file: 'second', rows}]
}

/** Whether what was written, and not only what was given up, is certain to be there: nothing may come late. */
export function isCertain({faults}) {
  return faults.every(({fault}) => fault === 'latency')
}
