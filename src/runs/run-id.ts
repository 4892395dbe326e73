/**
 * `20261123-170255-k3f9`: UTC time, then two characters of its milliseconds and two of chance, so that names sort by
 * time even within a second. Two runs of one millisecond mostly differ; where they do not, the second one is named
 * again when its directory is made.
 */
export function makeRunId(now: number, random: () => number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const milliseconds = Math.floor(now % 1000)
    .toString(36)
    .padStart(2, '0')
  return `${stamp}-${milliseconds}${chanceOf(random)}`
}

/** Another name of the same moment. */
export function redrawRunId(run: string, random: () => number): string {
  return `${run.slice(0, -2)}${chanceOf(random)}`
}

function chanceOf(random: () => number): string {
  return Math.floor(random() * 36 ** 2)
    .toString(36)
    .padStart(2, '0')
}

/** Guards every path made from a run's name that a user typed. */
export function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[a-z0-9]{4}$/.test(name)
}
