import type {RateWindow} from './rate-window.js'

/** The window that all processes of one portal and app keep together. */
export interface SharedWindow {
  /**
   * Gives `change` what they know (undefined: nothing yet) and keeps the `common` that it returns, while no other
   * process can change it.
   * Resolves with what `change` returned, or with undefined where nothing could be kept: this process is on its own
   * then. Never rejects.
   */
  update<T extends {readonly common: RateWindow}>(change: (stored: RateWindow | undefined) => T): Promise<T | undefined>
}
