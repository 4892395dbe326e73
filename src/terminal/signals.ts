import {EXIT} from '../errors/error-codes.js'

interface SignalActions {
  /** First signal: read no further row, let what is in flight settle. */
  readonly stop: (signal: StopSignal) => void
  /** Second signal: give up what is in flight. */
  readonly abort: (signal: StopSignal) => void
}

/** SIGHUP: the terminal was closed. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

export interface SignalWatch {
  /** By the first signal: 130 for SIGINT, 143 for the others; undefined while none has come. */
  exitCode(): number | undefined
  /** Gives the signals back to Node, where the next one kills at once. */
  dispose(): void
}

const EXIT_BY_SIGNAL: Readonly<Record<StopSignal, number>> = {
  SIGINT: EXIT.sigint,
  SIGTERM: EXIT.sigterm,
  SIGHUP: EXIT.sigterm,
}

/** Listens for SIGINT, SIGTERM and SIGHUP until disposed of. A third signal changes nothing more. */
export function watchSignals({stop, abort}: SignalActions, source: NodeJS.EventEmitter = process): SignalWatch {
  const received: StopSignal[] = []
  const onSignal = (signal: StopSignal): void => {
    received.push(signal)
    if (received.length === 1) stop(signal)
    if (received.length === 2) abort(signal)
  }
  const signals = Object.keys(EXIT_BY_SIGNAL)
  for (const signal of signals) source.on(signal, onSignal)
  return {
    exitCode: () => (received[0] === undefined ? undefined : EXIT_BY_SIGNAL[received[0]]),
    dispose: () => {
      for (const signal of signals) source.off(signal, onSignal)
    },
  }
}
