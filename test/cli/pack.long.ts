import {execFile} from 'node:child_process'
import {mkdir, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

test('the packed program is installed by npm and works from an empty directory', {timeout: 180_000}, async () => {
  const directory = await tempDir()
  const prefix = join(directory, 'prefix')
  await mkdir(prefix)
  // Scripts are left out: prepack would build again, under the feet of the tests that run beside this one.
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], {cwd: ROOT})
  const [archive = ''] = (await readdir(directory)).filter(name => /^hubspot-push-.*\.tgz$/.test(name))
  expect(await strangersIn(join(directory, archive))).toEqual([])
  await run(
    'npm',
    ['install', '--global', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix, `./${archive}`],
    {
      cwd: directory,
    },
  )

  const bin = join(prefix, 'lib/node_modules/hubspot-push/bin/run.js')
  expect(await readFile(join(prefix, 'share/man/man1/hubspot-push.1'), 'utf8')).toContain('.TH HUBSPOT')
  const empty = await tempDir()
  const version = await runCli(['--version'], {bin, cwd: empty})
  const completion = await runCli(['completion', 'bash'], {bin, cwd: empty})
  const people = 'email,firstname\nann@example.com,Ann\nbob@example.com,Bob\n'
  const push = await runCli(['push', '-', '--object', 'CONTACT', '--profile', 'sandbox', '--json'], {
    bin,
    cwd: empty,
    stdin: people,
  })

  expect(version).toMatchObject({code: 0, stdout: expect.stringMatching(/^hubspot-push\/\d+\.\d+\.\d+ /)})
  expect(completion).toMatchObject({code: 0, stdout: expect.stringContaining('--duplicates')})
  expect({code: push.code, rows: JSON.parse(push.stdout).rows}).toMatchObject({
    code: 0,
    rows: {read: 2, created: 2, rejected: 0},
  })
  expect(await readdir(empty)).toEqual([])
})

/** What is packed beside the program, its examples and what npm always takes. */
async function strangersIn(archive: string): Promise<string[]> {
  const {stdout} = await run('tar', ['-tzf', archive])
  const packed = stdout
    .trim()
    .split('\n')
    .map(path => path.replace(/^package\//, ''))
  expect(packed).toEqual(
    expect.arrayContaining([
      'bin/check-node.js',
      'bin/run.js',
      'bin/package.json',
      'dist/main.js',
      'dist/package.json',
      'dist/commands/push.js',
      'dist/sandbox.js',
      'dist/types/sandbox/library/sandbox-library.d.ts',
      'docs/login.md',
      'man/hubspot-push.1',
      'oclif.manifest.json',
      'package.json',
      'SKILL.md',
    ]),
  )
  return packed.filter(
    path =>
      !/^(?:bin\/(?:check-node|run|target-hubspot-push)\.js|(?:bin|dist)\/package\.json|dist\/[\w/.-]+\.(?:js|js\.map)|dist\/types\/[\w/.-]+\.d\.ts|dist\/browser\/[\w-]+\.(?:html|css|js)|dist\/THIRD-PARTY-LICENSES\.txt|docs\/[\w./-]+\.(?:md|svg|json)|examples\/\w+\.(?:csv|jsonl)|examples\/sandbox-tests\/[\w.-]+\.(?:js|json)|man\/hubspot-push\.1|oclif\.manifest\.json|package\.json|(?:README|SKILL)\.md|LICENSE)$/.test(
        path,
      ),
  )
}
