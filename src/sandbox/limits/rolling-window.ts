/** Counts what happened within the last `lengthMs`; memory is bounded by the most that is let in during that time. */
export interface RollingWindow {
  count(nowMs: number): number
  add(nowMs: number): void
}

export function createRollingWindow(lengthMs: number): RollingWindow {
  let times: number[] = []
  let first = 0
  const forget = (nowMs: number) => {
    while (first < times.length && (times[first] ?? 0) <= nowMs - lengthMs) first++
    if (first > 1024 && first * 2 > times.length) {
      times = times.slice(first)
      first = 0
    }
  }
  return {
    count(nowMs) {
      forget(nowMs)
      return times.length - first
    },
    add(nowMs) {
      times.push(nowMs)
    },
  }
}
