/** What is told of all links of a run, at its end. */
export interface LinkTally {
  /** Names that were ignored since no record has them. */
  ignored: number
  /** Links that no cell names, left since they carry labels. */
  labelled: number
  /** Links that no cell of a record names, left since the row of the other record does. */
  named: number
  /** A record was linked by several rows, where links are replaced. */
  hasRepeated: boolean
}

export function linkWarnings({ignored, labelled, named, hasRepeated}: LinkTally): readonly string[] {
  return [
    ...told(ignored, 'name', 'without a record left out, as the mapping says (missing: ignore).'),
    ...told(labelled, 'link', 'that no cell names left in place: a label would go with the plain link.'),
    ...told(named, 'link', 'left in place although one of its two rows does not name it: the other one does.'),
    ...(hasRepeated
      ? ['Several rows of the file are about the same record: its links are those of the last of them.']
      : []),
  ]
}

function told(count: number, what: string, why: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'} ${why}`]
}
