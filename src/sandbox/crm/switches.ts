import type {SandboxSwitches} from '../sandbox-types.js'

/**
 * The likeliest of each pair. Recorded replies never echo a trace id, put a traced conflict into the 207,
 * and carry errors[] beside the embedded JSON.
 */
export const DEFAULT_SWITCHES: SandboxSwitches = {
  echoTraceIds: 'none',
  shuffleResults: true,
  writesBackwards: false,
  conflictAs: '207',
  errorContext: 'trace-id',
  echoIdProperty: true,
  echoAsSent: false,
  topLevelErrors: true,
  duplicateIdsFoldCase: false,
  uniqueClashAs: '207',
  problemDetails: 'recorded',
  adminRules: false,
  uniqueKeysFoldCase: false,
  partialStatus: '207',
}
