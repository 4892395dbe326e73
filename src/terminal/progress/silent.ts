import type {Reporter} from './reporter.js'

export function silentReporter(): Reporter {
  return {onEvent: () => {}, close: () => {}}
}
