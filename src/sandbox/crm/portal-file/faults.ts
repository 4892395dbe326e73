/** What is wrong, each a sentence that lacks its subject. */
export type Faults = readonly string[]

/** Each value that is there more than once, once. */
export function twice(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) < index))]
}

/** The faults of a part with the place where it stands: `.properties[tier] has …`. */
export function at(place: string, faults: Faults): Faults {
  return faults.map(fault => (/^[.[]/.test(fault) ? `${place}${fault}` : `${place} ${fault}`))
}
