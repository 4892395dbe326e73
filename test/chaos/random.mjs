/** Chance that can be repeated: the same seed gives the same answers in the same order. */
export function seeded(seed) {
  let state = (Math.imul(seed, 0x9e3779b1) + 0x7f4a7c15) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    /** From `least` to `most`, both possible. */
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: share => next() < share,
    pick: list => list[Math.floor(next() * list.length)],
    /** As many of the list as chance has it, each with this share. */
    some: (list, share) => list.filter(() => next() < share),
    shuffled: list => {
      const copy = [...list]
      for (let end = copy.length - 1; end > 0; end--) {
        const at = Math.floor(next() * (end + 1))
        ;[copy[at], copy[end]] = [copy[end], copy[at]]
      }
      return copy
    },
  }
}
