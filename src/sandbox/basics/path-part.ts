/** A decoded part of a path, with what would read as another part written as in a URL. */
export function keepSlashes(part: string): string {
  return /\/|%2F|%25/i.test(part) ? part.replaceAll('%', '%25').replaceAll('/', '%2F') : part
}

/** What `keepSlashes` was given. */
export function withSlashes(part: string): string {
  return part.includes('%') ? part.replaceAll('%2F', '/').replaceAll('%25', '%') : part
}
