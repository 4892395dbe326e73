/** Like Java's Instant, as HubSpot prints it: milliseconds, left out when they are zero. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}
