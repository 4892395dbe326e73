export interface DatedReply {
  /** The `Date` header. */
  readonly date: string | undefined
  /** This machine's time when the request left and when the reply was here, milliseconds. */
  readonly sentAt: number
  readonly receivedAt: number
}

/**
 * HubSpot's clock minus ours, in milliseconds: the smallest difference that explains the `Date` header.
 * The header counts whole seconds and was written somewhere between sending and receiving, so two clocks that agree
 * give exactly 0,
 * and short-lived tokens are not thrown away early because of rounding.
 */
export function clockOffsetMs({date, sentAt, receivedAt}: DatedReply): number {
  const second = Date.parse(date ?? '')
  if (Number.isNaN(second)) return 0
  const least = second - receivedAt
  const most = second + 999 - sentAt
  return Math.max(least, Math.min(most, 0))
}
