import {test} from 'vitest'
import {PLAYS, playSeeds} from './play-seeds.js'

/** Few seeds, so that nothing lands with which chaos does not even run; `npm run test:long` plays more of them. */
test.each(PLAYS)('%s', (_, flags) => playSeeds(2, flags), 150_000)
