/**
 * `20261123-170255-k3f9`: UTC time, then two characters of its milliseconds and two of chance, so that names sort by time even within
 * a second, and two runs of one millisecond differ.
 */
export function makeRunId(now: number, random: () => number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const milliseconds = Math.floor(now % 1000)
    .toString(36)
    .padStart(2, '0')
  const chance = Math.floor(random() * 36 ** 2)
    .toString(36)
    .padStart(2, '0')
  return `${stamp}-${milliseconds}${chance}`
}

/** Guards every path made from a run's name that a user typed. */
export function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[a-z0-9]{4}$/.test(name)
}
