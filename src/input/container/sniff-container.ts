import type {NextStep} from '../../errors/next-step.js'

/** What the first bytes say a file is, where that is not text. */
export type Container = keyof typeof MAGIC

/**
 * The first bytes of each, from the beginning or from the offset named. Source: the formats' own descriptions and
 * file(1)'s.
 */
const MAGIC = {
  gzip: ['1f8b'],
  zip: ['504b0304', '504b0506'],
  zstd: ['28b52ffd'],
  xz: ['fd377a585a00'],
  bzip2: ['425a68??314159265359', '425a68??177245385090'],
  lz4: ['04224d18'],
  compress: ['1f9d'],
  '7z': ['377abcaf271c'],
  rar: ['526172211a07'],
  tar: ['@257:7573746172'],
  xls: ['d0cf11e0a1b11ae1', '09080800', '09081000', '09040600', '09020600', '09000400'],
  parquet: ['50415231'],
  arrow: ['4152524f5731', 'ffffffff????0000'],
  orc: ['4f5243'],
  avro: ['4f626a01'],
  sqlite: ['53514c69746520666f726d6174203300'],
  duckdb: ['@8:4455434b'],
  access: ['@4:5374616e64617264204a6574204442', '@4:5374616e6461726420414345204442'],
  hdf5: ['894844460d0a1a0a'],
  pdf: ['25504446'],
  image: ['89504e47', 'ffd8ff', '47494638'],
} as const

/** A header of a CSV file may begin with the same letters; it holds no NUL. */
const READS_AS_TEXT: ReadonlySet<Container> = new Set([
  'parquet',
  'arrow',
  'orc',
  'tar',
  'duckdb',
  'image',
  'access',
  'sqlite',
])

export function sniffContainer(head: Uint8Array): Container | undefined {
  const names = Object.keys(MAGIC) as Container[]
  const found = names.find(name => MAGIC[name].some(pattern => fits(head, pattern)))
  return found !== undefined && READS_AS_TEXT.has(found) && !head.includes(0) ? undefined : found
}

/** `??` stands for any byte. */
function fits(head: Uint8Array, pattern: string): boolean {
  const [, offset = '0', bytes = ''] = /^(?:@(\d+):)?(.*)$/.exec(pattern) ?? []
  const pairs = bytes.match(/../g) ?? []
  return pairs.every((pair, at) => pair === '??' || head[Number(offset) + at] === Number.parseInt(pair, 16))
}

/** What a file is, after "is", and how its rows get here. */
export interface Description {
  readonly what: string
  readonly next: readonly NextStep[]
  /** Whether the steps help with standard input as well: none of them names the file. */
  readonly isOfStreams?: boolean
}
