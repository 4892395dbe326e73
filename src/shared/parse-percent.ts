/** `50%` or `2.5%` as a share; undefined for anything else, for nothing at all, and for more than 100%. */
export function parsePercent(text: string): number | undefined {
  const percent = Number(/^(\d{1,3}(?:\.\d{1,4})?)%$/.exec(text)?.[1])
  return percent > 0 && percent <= 100 ? percent / 100 : undefined
}
