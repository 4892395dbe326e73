import fc from 'fast-check'
import {expect, test} from 'vitest'
import {RejectedKeys, type RejectedRow, type RowAge} from '../../../src/rejects/retry/rejected-keys.js'
import {tempDir} from '../../support/temp-dir.js'

type Step = {readonly key: string; readonly age: RowAge; readonly isWritten: boolean}

const step: fc.Arbitrary<Step> = fc.record({
  key: fc.constantFrom('ann', 'bob', 'key ann', 'link 1'),
  age: fc.record({run: fc.constantFrom('r1', 'r2'), row: fc.integer({min: 1, max: 5})}),
  isWritten: fc.boolean(),
})

const ageOf = ({run, row}: RowAge): string => `${run} ${row}`
const sorted = (rows: readonly RejectedRow[]): string[] =>
  rows.map(({run, row, age}) => `${run} ${row} ${ageOf(age)}`).sort()

test('a written row takes the refused rows of its key that are older, itself and those alone, whatever came before', async () => {
  const directory = await tempDir()
  const property = fc.asyncProperty(fc.array(step, {maxLength: 30}), async steps => {
    const keys = new RejectedKeys(directory)
    let open: (RejectedRow & {readonly key: string})[] = []
    for (const [index, {key, age, isWritten}] of steps.entries()) {
      const row = {run: 'now', row: index, age}
      if (!isWritten) {
        await keys.add(key, row)
        open.push({...row, key})
        continue
      }
      const older = open.filter(each => each.key === key && ageOf(each.age) < ageOf(age))
      expect(sorted(keys.takeOlder(key, age))).toEqual(sorted(older))
      open = open.filter(each => each.key !== key || ageOf(each.age) > ageOf(age))
      expect(keys.isEmpty).toBe(open.length === 0)
    }
    await keys.delete()
  })
  await fc.assert(property, {numRuns: 100})
})
