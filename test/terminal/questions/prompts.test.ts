import {expect, test} from 'vitest'
import {askChoice, askConfirm, askHidden, askText, canAsk} from '../../../src/terminal/questions/prompts.js'

test.skipIf(canAsk()).each([
  ['a yes or no', () => askConfirm({message: 'Write 3 rows?', flag: '--yes'}), '--yes'],
  ['a secret', () => askHidden({message: 'Client secret', flag: 'HUBSPOT_CLIENT_SECRET'}), 'HUBSPOT_CLIENT_SECRET'],
  ['a text', () => askText({message: 'Client id', flag: 'HUBSPOT_CLIENT_ID'}), 'HUBSPOT_CLIENT_ID'],
  ['a choice', () => askChoice({message: 'Object', flag: '--object OBJECT'}, []), '--object OBJECT'],
])('without a terminal %s is not asked for, and what to pass instead is named', async (_, question, flag) => {
  await expect(question()).rejects.toMatchObject({code: 'USAGE', message: expect.stringContaining(`Pass ${flag}.`)})
})
