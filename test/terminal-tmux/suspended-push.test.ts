import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {people, startPlace, UPSERTS} from '../cli/support/push-place.js'
import {isMissing} from '../support/find-program.js'
import {openScreen, tmux} from '../support/open-terminal.js'

const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

test.skipIf(isMissing(tmux))(
  'Ctrl-Z gives the terminal back with its cursor, fg draws on, and the second Ctrl-C is explained',
  {timeout: 60_000},
  async () => {
    const place = await startPlace(people(3000), [{...UPSERTS, fault: 'latency', ms: 500}])
    const start = `cd '${place.home}'; PS1='> ' exec bash --norc --noprofile -i`
    const screen = openScreen(place.home, ['sh', '-c', start], {...place.env, PS1: '> '})
    await screen.waitFor(/^> *$/m)
    screen.type(`'${process.execPath}' '${BIN}' push people.csv -o CONTACT -y --concurrency 1`)
    await screen.waitFor(/rows .*created/)
    expect(screen.showsCursor()).toBe(false)
    screen.press('C-z')
    const stopped = await screen.waitFor(/Stopped[\s\S]*^> *$/m)
    expect(screen.showsCursor()).toBe(true)
    expect(stopped).not.toMatch(/rows .*created/) // the line went with it
    screen.type('fg')
    await screen.waitFor(/^[^\n]*rows .*created/m)
    screen.press('C-c')
    const said = await screen.waitFor(/stopping: SIGINT[\s\S]*Interrupted people\.csv[\s\S]*^> *$/m)
    expect(said.replaceAll(/\s+/g, ' ')).toContain('Ctrl-C again gives them up, and --resume checks their rows')
    expect(said.match(/^Pushing people\.csv/gm)).toHaveLength(1)
    expect(screen.showsCursor()).toBe(true)
  },
)
