/** Undefined outside the years 0000 to 9999. */
export function isoOf(utcMs: number): string | undefined {
  const date = new Date(utcMs)
  if (Number.isNaN(date.getTime())) return undefined
  const iso = date.toISOString()
  return iso.length === 24 ? iso : undefined
}
