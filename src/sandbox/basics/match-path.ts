/** Why no request could have such a path; undefined where one could. */
export function problemOfPath(pattern: string): string | undefined {
  if (!/^[/*]/.test(pattern)) return 'it begins with a slash'
  return /[?#]/.test(pattern) ? 'it has no query' : undefined
}

const ESCAPE = /[.+?^${}()|[\]\\]/g

/**
 * `*` stands for one segment (or a part of one), `**` for any number of them; everything else is literal, case counts.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .split('**')
    .map(part => part.replace(ESCAPE, '\\$&').replaceAll('*', '[^/]*'))
    .join('.*')
  return new RegExp(`^${source}$`).test(path)
}
