/** A date, or what stands for one, that tells one night's file from the next. */
const DATES: readonly RegExp[] = [
  /(?<!\d)(19|20)\d{2}[-_.]?(0[1-9]|1[0-2])([-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)/, // 2026-11-29, 20261129, 2026_11
  /(?<!\d)(0[1-9]|[12]\d|3[01])[-_.](0[1-9]|1[0-2])[-_.](19|20)\d{2}(?!\d)/, // 29.11.2026
  /(?<!\d)(0[1-9]|1[0-2])[-_.](0[1-9]|[12]\d|3[01])[-_.](19|20)\d{2}(?!\d)/, // 11-29-2026
  /(?<!\d)(19|20)\d{2}[-_]?(w|kw)\d{2}(?!\d)/i, // 2026-W48
  /(?<!\d)1\d{9}(\d{3})?(?!\d)/, // seconds or milliseconds of the epoch
]

/** Whether a path looks as if tomorrow's file had another one. */
export function isDated(path: string): boolean {
  return DATES.some(date => date.test(path))
}

export function warnOfDatedSource(path: string): string {
  return `${path} looks dated, and --gone compares files of one name only: a file of another name begins a list of its own. Give all of them one name with --source NAME.`
}
