/** Like Java's Instant, as HubSpot prints it: milliseconds, left out when they are zero. */
export function instant(ms: number): string {
  const iso = new Date(ms).toISOString()
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso
}
