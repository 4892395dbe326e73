/** A Parquet file that is not what it says of itself. `reason` completes "it is damaged: …". */
export class DamagedParquet extends Error {
  override readonly name = 'DamagedParquet'
}

/** A file that may be sound, but uses what is not read here. `reason` completes "it cannot be read: …". */
export class UnreadParquet extends Error {
  override readonly name = 'UnreadParquet'
}

export function damaged(reason: string): DamagedParquet {
  return new DamagedParquet(reason)
}
