/** Exit codes of the command line; stable. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  rowsRejected: 3,
  login: 4,
  input: 5,
  resumable: 6,
  tooManyRejects: 7,
  sigint: 130,
  sigterm: 143,
} as const

/** Every error a run can end with, and the exit code it ends with. Codes are stable; texts are not. */
export const EXIT_BY_CODE = {
  BUG: EXIT.bug,
  // a question left with Ctrl-C
  CANCELLED: EXIT.sigint,
  TERMINATED: EXIT.sigterm,
  USAGE: EXIT.usage,
  // login
  NOT_LOGGED_IN: EXIT.login,
  LOGIN_REVOKED: EXIT.login,
  LOGIN_DENIED: EXIT.login,
  LOGIN_TIMEOUT: EXIT.login,
  LOGIN_FAILED: EXIT.login,
  TOKEN_INVALID: EXIT.login,
  SCOPE_MISSING: EXIT.login,
  WRONG_PORTAL: EXIT.login,
  KEYCHAIN_UNREACHABLE: EXIT.login,
  CREDENTIALS_UNREADABLE: EXIT.login,
  PORT_IN_USE: EXIT.login,
  // input
  FILE_NOT_FOUND: EXIT.input,
  FILE_UNREADABLE: EXIT.input,
  FILE_EMPTY: EXIT.input,
  FORMAT_UNKNOWN: EXIT.input,
  HEADER_INVALID: EXIT.input,
  UNKNOWN_COLUMN: EXIT.input,
  AMBIGUOUS_COLUMN: EXIT.input,
  MAPPING_INVALID: EXIT.input,
  KEY_COLUMN_MISSING: EXIT.input,
  KEY_NOT_UNIQUE: EXIT.input,
  KEY_REQUIRED: EXIT.input,
  UNKNOWN_OBJECT: EXIT.input,
  UNKNOWN_PROPERTY: EXIT.input,
  READ_ONLY_PROPERTY: EXIT.input,
  AMBIGUOUS_OBJECT: EXIT.input,
  FILE_CHANGED: EXIT.input,
  RUN_NOT_FOUND: EXIT.input,
  RUN_MISMATCH: EXIT.input,
  // stopped or not begun, nothing lost
  UNREACHABLE: EXIT.resumable,
  CALL_REFUSED: EXIT.resumable,
  REFRESH_UNREACHABLE: EXIT.resumable,
  DAILY_LIMIT: EXIT.resumable,
  WAIT_TOO_LONG: EXIT.resumable,
  LOCKED: EXIT.resumable,
  DISK_FULL: EXIT.resumable,
  DISK_READ_ONLY: EXIT.resumable,
  TOO_MANY_FILES: EXIT.resumable,
  SANDBOX_BUSY: EXIT.resumable,
  TOO_MANY_REJECTS: EXIT.tooManyRejects,
  TOO_MANY_DELETES: EXIT.tooManyRejects,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof EXIT_BY_CODE
