/** What `--mode` lets a push do: make and change records, change only those that exist, or make only new ones. */
export type WriteMode = 'upsert' | 'update' | 'create'

/** As it is kept and told: absent where it is upsert, as in every run before there were modes. */
export interface ModeTold {
  readonly mode?: Exclude<WriteMode, 'upsert'>
}

export function modeTold(mode: WriteMode = 'upsert'): ModeTold {
  return mode === 'upsert' ? {} : {mode}
}
