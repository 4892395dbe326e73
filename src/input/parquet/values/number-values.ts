/** With all digits that its type has: 1234.500000. `unscaled`: without the point. */
export function decimalText(unscaled: number | bigint, scale: number): string {
  if (scale === 0) return String(unscaled)
  const isNegative = unscaled < 0
  const digits = String(isNegative ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${isNegative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Two's complement, highest byte first. */
export function bigEndian(bytes: Buffer, start: number, end: number): bigint {
  if (start === end) return 0n
  return BigInt.asIntN((end - start) * 8, BigInt(`0x${bytes.toString('hex', start, end)}`))
}

/** Below it a float of 32 bits has fewer digits than others. */
const LEAST_NORMAL = 2 ** -126
const FEWEST_DIGITS = 6
const MOST_DIGITS = 9

/** The shortest decimal that is this number among those of 32 bits: 0.1, not 0.10000000149011612. */
export function floatText(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value)
  const fewest = Math.abs(value) < LEAST_NORMAL ? 1 : FEWEST_DIGITS
  for (let digits = fewest; digits < MOST_DIGITS; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(Number(value.toPrecision(MOST_DIGITS)))
}

/** Of 16 bits: sign, five bits of exponent, ten of fraction. */
export function halfFloatText(bytes: Buffer, start: number): string {
  const bits = bytes.readUInt16LE(start)
  const exponent = (bits >> 10) & 0x1f
  const fraction = (bits & 0x3ff) / 1024
  const sign = bits >> 15 === 1 ? -1 : 1
  if (exponent === 0x1f) return String(fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN)
  return String(exponent === 0 ? sign * 2 ** -14 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction))
}
