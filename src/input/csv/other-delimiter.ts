const USUAL = [',', ';', '\t', '|'] as const

/**
 * Of a header that is one column, what its names seem to be separated by: the usual delimiter that it holds most often.
 */
export function otherDelimiter([column, ...others]: readonly string[]): string | undefined {
  if (column === undefined || others.length > 0) return undefined
  const counted = USUAL.map(delimiter => ({delimiter, count: column.split(delimiter).length - 1})).sort(
    (a, b) => b.count - a.count,
  )
  return counted.find(({count}) => count > 0)?.delimiter
}
