/**
 * Of the signals that ask a program to end, and what a shell makes of each. A terminal that is closed asks as SIGTERM
 * does.
 */
const EXIT_BY_SIGNAL = {SIGINT: 130, SIGTERM: 143, SIGHUP: 143} as const

/**
 * Has the first process of a container end when it is asked to: for process 1 the kernel leaves out what a signal does
 * by itself, so that `docker stop` would wait and then kill. Code that listens as well, a push for instance, decides
 * alone. Every other process needs none of this, and dies of the signal as its parent expects.
 */
export function endOnSignals(
  source: Pick<NodeJS.Process, 'pid' | 'on' | 'listenerCount'>,
  exit: (code: number) => void,
): void {
  if (source.pid !== 1) return
  for (const [signal, code] of Object.entries(EXIT_BY_SIGNAL)) {
    source.on(signal as keyof typeof EXIT_BY_SIGNAL, () => {
      if (source.listenerCount(signal) === 1) exit(code)
    })
  }
}
