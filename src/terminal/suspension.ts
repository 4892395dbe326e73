interface SuspensionActions {
  /** Leaves the terminal as a shell wants it: the cursor to be seen, at the beginning of a line. */
  readonly suspend: () => void
  readonly resume: () => void
}

/**
 * Ctrl-Z, and `fg` or `bg`: what is drawn goes before the process stops, and comes back with it. Gives back what ends
 * the watch. `stopSelf` stops this process as the terminal would have.
 */
export function watchSuspension(
  {suspend, resume}: SuspensionActions,
  source: NodeJS.EventEmitter,
  stopSelf: () => void = () => void process.kill(process.pid, 'SIGTSTP'),
): () => void {
  if (process.platform === 'win32') return () => {}
  const onStop = (): void => {
    suspend()
    source.off('SIGTSTP', onStop) // without a listener the signal does what it does by itself
    stopSelf()
  }
  const onContinue = (): void => {
    if (source.listenerCount('SIGTSTP') > 0) return
    source.on('SIGTSTP', onStop)
    resume()
  }
  source.on('SIGTSTP', onStop)
  source.on('SIGCONT', onContinue)
  return () => {
    source.off('SIGTSTP', onStop)
    source.off('SIGCONT', onContinue)
  }
}
