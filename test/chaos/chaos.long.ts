import {test} from 'vitest'
import {PLAYS, playSeeds} from './play-seeds.js'

test.each(PLAYS)('%s (more seeds)', (_, flags) => playSeeds(12, flags), 600_000)
