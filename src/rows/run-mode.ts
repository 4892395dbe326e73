/** What the rows of a mode may do to records, for all that is not about one mode alone. */
interface ModeFacts {
  /** In the help of `--mode`, behind the mode's name. */
  readonly help: string
  /** A row whose key has no record makes one; else it is rejected as NOT_FOUND. */
  readonly creates: boolean
  /** A row whose key has a record changes it; else it is rejected as ALREADY_EXISTS. */
  readonly updates: boolean
  /** Rows of one key are merged. Not where each must be answered by itself, nor where there are no values. */
  readonly merges: boolean
}

/** One row for each mode; those of `--mode` first, in the order of the help. */
export const MODE_FACTS = {
  upsert: {help: 'create and update', creates: true, updates: true, merges: true},
  update: {help: 'existing only', creates: false, updates: true, merges: true},
  create: {help: 'new only', creates: true, updates: false, merges: false},
  delete: {help: 'archive the records of the keys', creates: false, updates: false, merges: false},
  link: {help: 'link pairs of records (associate)', creates: false, updates: false, merges: false},
  unlink: {help: 'unlink them (associate --remove)', creates: false, updates: false, merges: false},
} as const satisfies Readonly<Record<string, ModeFacts>>

export type WriteMode = keyof typeof MODE_FACTS

/** `associate`: rows are pairs of records that exist, and nothing is written but their links. */
export type PairMode = Extract<WriteMode, 'link' | 'unlink'>

export function isPairMode(mode: WriteMode = 'upsert'): mode is PairMode {
  return mode === 'link' || mode === 'unlink'
}

/** What `--mode` of a push takes. */
export const PUSH_MODES = (Object.keys(MODE_FACTS) as WriteMode[]).filter(mode => !isPairMode(mode))

/** Each row makes a record or is rejected: a request that may have done so must not be repeated blindly. */
export function createsOnly(mode: WriteMode = 'upsert'): boolean {
  const {creates, updates} = MODE_FACTS[mode]
  return creates && !updates
}

/** As it is kept and told: absent where it is upsert, as in every run before there were modes. */
export interface ModeField {
  readonly mode?: Exclude<WriteMode, 'upsert'>
}

export function modeField(mode: WriteMode = 'upsert'): ModeField {
  return mode === 'upsert' ? {} : {mode}
}

/** What the pairs of a run are linked to. */
export interface OtherEnd {
  readonly object: {readonly name: string; readonly objectTypeId: string}
  /** The property that its records are found by; `id`: their ids. */
  readonly key: string
  /** Of every link; absent: none, or a column has them. */
  readonly label?: string
}

export interface OtherEndField {
  /** Only of `associate`. */
  readonly to?: OtherEnd
}
