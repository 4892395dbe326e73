/** `20261123-170255-k3f9`: UTC time and four letters or digits, so that names sort by time and two runs of a second differ. */
export function makeRunId(now: number, random: () => number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  let tail = ''
  while (tail.length < 4) tail += Math.floor(random() * 36).toString(36)
  return `${stamp}-${tail}`
}

/** Guards every path made from a run's name that a user typed. */
export function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[a-z0-9]{4}$/.test(name)
}
