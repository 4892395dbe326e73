/** `gone` in the JSON of a push with `--gone`: what became of the records that have left the file. */
export interface GoneCounts {
  /** The file's real absolute path, or what `--source` says. */
  readonly source: string
  /** On the list after the run. */
  readonly members: number
  /** Members of the list that the file does not hold. */
  readonly left: number
  /** Of those, records that were archived, or got the mark. */
  readonly archived: number
  readonly marked: number
  /** Members that came back, and whose mark was cleared. */
  readonly returned: number
  /** Records that were left as they are, since they may be another member's. */
  readonly spared: number
  /** Members that have left, where nothing was archived or marked. */
  readonly withheld: number
}

/** What `--gone` asks for. */
export type GoneAction =
  | {readonly kind: 'archive'}
  | {readonly kind: 'mark'; readonly property: string; readonly value: string}
