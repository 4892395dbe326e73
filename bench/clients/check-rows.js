// Reads a file and checks its rows as a push does, and sends nothing. usage: check-rows.js FILE URL TOKEN
import {createHubSpot} from '../../build/hubspot/client.js'
import {openSource} from '../../build/input/open-source.js'
import {RowPass} from '../../build/mapping/watch/row-pass.js'
import {planPush} from '../../build/push/plan/plan-push.js'
import {systemClock} from '../../build/shared/system-clock.js'

const [path, apiUrl, token] = process.argv.slice(2)
const tokens = {accessToken: async () => token, describe: () => 'the benchmark'}
const hubspot = createHubSpot({
  apiUrl,
  apiVersion: 'v3',
  tokens,
  clock: systemClock,
  random: Math.random,
  maxWaitMs: 1000,
})
const source = await openSource({path})
const {mapping} = await planPush({object: 'contacts', map: [], ignore: [], ignoreUnknown: false}, source, hubspot)
const pass = new RowPass(mapping, {})
let good = 0
for await (const rows of source.chunks)
  for (const row of rows) if (row.kind === 'source' && pass.mapRow(row).kind === 'mapped') good += 1
hubspot.close()
process.stdout.write(`${good} good rows\n`)
