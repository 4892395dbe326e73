// Where the cases play: one server for all of them, a directory for files, and ways to run each client against the
// server.
import {fork} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {cannedReplies} from './canned-replies.js'
import {measure} from './measure.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BIN = join(ROOT, 'bin/run.js')

export async function openStage() {
  const directory = await mkdtemp(join(tmpdir(), 'hubspot-push-bench-'))
  const server = fork(fileURLToPath(new URL('server.js', import.meta.url)))
  server.send(await cannedReplies(directory))
  const [{url}] = await once(server, 'message')
  const token = 'pat-na1-00000000-0000-4000-8000-000000000000'
  let homes = 0

  /** `home` of an earlier push shares its data, `cache` its rate limit. */
  const envOf = ({home = `home-${homes++}`, cache = home} = {}) => ({
    HUBSPOT_PUSH_DATA_DIR: join(directory, home, 'data'),
    HUBSPOT_PUSH_CONFIG_DIR: join(directory, home, 'config'),
    HUBSPOT_PUSH_CACHE_DIR: join(directory, cache, 'cache'),
    HUBSPOT_PUSH_KEYCHAIN: '0',
    HUBSPOT_PUSH_API_URL: url,
    HUBSPOT_ACCESS_TOKEN: token,
  })

  return {
    directory,
    bin: BIN,
    token,
    envOf,
    program: args => measure({args: [BIN, ...args], env: envOf(), directory}),
    async push(file, {flags = [], place, codes = [0, 3], cgroup} = {}) {
      const args = [BIN, 'push', file, '--object', 'CONTACT', '--yes', '--quiet', '--json', ...flags]
      const run = await measure({args, env: envOf(place), directory, codes, cgroup})
      return {...run, summary: JSON.parse(run.stdout)}
    },
    help: command => measure({args: [BIN, command, '--help'], env: envOf(), directory}),
    client: (name, file, more = []) =>
      measure({
        args: [fileURLToPath(new URL(`clients/${name}.js`, import.meta.url)), file, url, token, ...more],
        directory,
      }),
    /** Begins to count anew. `{max, intervalMs, latencyMs: [least, most]}`, each of which may be absent. */
    setMood: mood => fetch(`${url}/bench`, {method: 'POST', body: JSON.stringify(mood)}),
    seen: async () => (await fetch(`${url}/bench`)).json(),
    async close() {
      server.disconnect()
      await rm(directory, {recursive: true, force: true})
    },
  }
}
