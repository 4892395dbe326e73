import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Markers} from '../../../src/engines/core/markers.js'

/** What happens to the records and markers of three streams, one after the other. */
const steps = fc.array(
  fc.oneof(
    {weight: 6, arbitrary: fc.record({kind: fc.constant('taken' as const), stream: fc.integer({min: 0, max: 2})})},
    {
      weight: 3,
      arbitrary: fc.record({kind: fc.constant('mark' as const), scope: fc.option(fc.integer({min: 0, max: 2}))}),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('settle' as const),
        stream: fc.integer({min: 0, max: 2}),
        most: fc.integer({min: 1, max: 4}),
      }),
    },
    {weight: 2, arbitrary: fc.record({kind: fc.constant('confirm' as const), stream: fc.integer({min: 0, max: 2})})},
  ),
  {maxLength: 60},
)

interface Told {
  readonly stream: number
  readonly isRejected: boolean
  isConfirmed: boolean
}

/** Every third record of a stream is rejected. */
const isRejected = (ordinal: number): boolean => ordinal % 3 === 0

test('a marker is released in its order, once all before it is confirmed and no earlier, with the right counts', () => {
  fc.assert(
    fc.property(steps, plays => {
      const markers = new Markers()
      const told: Told[] = []
      const taken = [0, 0, 0]
      const settled = [0, 0, 0]
      const marks: {scope: number | null; upTo: number; counts?: unknown}[] = []
      const released: number[] = []
      const play = (step: (typeof plays)[number]): void => {
        if (step.kind === 'taken') {
          const ordinal = (taken[step.stream] ?? 0) + 1
          taken[step.stream] = ordinal
          markers.taken(`${step.stream}`)
          told.push({stream: step.stream, isRejected: isRejected(ordinal), isConfirmed: false})
        } else if (step.kind === 'mark') {
          const mark: (typeof marks)[number] = {scope: step.scope, upTo: told.length}
          const at = marks.push(mark) - 1
          markers.mark(
            counts => {
              mark.counts = counts
              released.push(at)
            },
            step.scope === null ? undefined : `${step.scope}`,
          )
        } else if (step.kind === 'settle') {
          const from = settled[step.stream] ?? 0
          const to = Math.min(taken[step.stream] ?? 0, from + step.most)
          settled[step.stream] = to
          markers.settled(
            `${step.stream}`,
            Array.from({length: to - from}, (_, at) => isRejected(from + at + 1)),
          )
        } else {
          const upTo = settled[step.stream] ?? 0
          for (const each of told.filter(({stream}) => stream === step.stream).slice(0, upTo)) each.isConfirmed = true
          markers.confirmed(`${step.stream}`, upTo)
        }
      }
      const isOf =
        (scope: number | null) =>
        ({stream}: Told): boolean =>
          scope === null || stream === scope
      const check = (): void => {
        const scopes = [null, 0, 1, 2]
        for (const scope of scopes) {
          let from = 0
          let mayRelease = true
          for (const [at, mark] of marks.entries()) {
            if (mark.scope !== scope) continue
            mayRelease &&= told
              .slice(0, mark.upTo)
              .filter(isOf(scope))
              .every(each => each.isConfirmed)
            expect(released.includes(at)).toBe(mayRelease)
            const covered = told.slice(from, mark.upTo).filter(isOf(scope))
            if (mayRelease)
              expect(mark.counts).toEqual({
                records: covered.length,
                rejected: covered.filter(each => each.isRejected).length,
              })
            from = mark.upTo
          }
          const ofScope = released.filter(at => marks[at]?.scope === scope)
          expect(ofScope).toEqual(ofScope.toSorted((a, b) => a - b))
        }
      }
      for (const step of plays) {
        play(step)
        check()
      }
      expect(markers.open).toBe(marks.length - released.length)
    }),
    {numRuns: 300},
  )
})
