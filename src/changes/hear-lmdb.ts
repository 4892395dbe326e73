/**
 * lmdb 3.5 tells of a commit that failed not only by the promise that it returned, but by others that nobody can hold,
 * which would end the process, and by a stack on stderr. Hears those instead; what is no error of LMDB goes where it
 * went. Returns what ends it.
 */
export function hearLmdb(onFailure: (error: unknown) => void): () => void {
  const {error: print} = console
  console.error = (...args: unknown[]) => {
    if (!args.some(isOfLmdb)) print.apply(console, args)
  }
  const onRejection = (reason: unknown): void => {
    if (!isOfLmdb(reason)) throw reason
    onFailure(reason)
  }
  process.on('unhandledRejection', onRejection)
  return () => {
    console.error = print
    process.off('unhandledRejection', onRejection)
  }
}

/** Its codes are numbers: of the system's errors, or its own. */
function isOfLmdb(error: unknown): boolean {
  return error instanceof Error && ('commitError' in error || ('code' in error && typeof error.code === 'number'))
}
