/** Node's code of an error of the system, such as `ENOENT`; undefined for every other error. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

export function hasErrorCode(error: unknown, code: string): boolean {
  return errorCodeOf(error) === code
}
