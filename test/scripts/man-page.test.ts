import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {HELP_TOPICS} from '../../src/terminal/help/help-topics.js'
import {findProgram, isMissing} from '../support/find-program.js'
import {tempDir} from '../support/temp-dir.js'

const groff = findProgram('groff')
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Manifest {
  readonly commands: Readonly<Record<string, {id: string; hidden?: boolean; flags: Readonly<Record<string, Flag>>}>>
}

interface Flag {
  readonly name: string
  readonly hidden?: boolean
  readonly allowNo?: boolean
  readonly description?: string
}

async function writePage(): Promise<string> {
  const file = join(await tempDir(), 'man', 'page.1')
  const {status, stderr} = spawnSync(process.execPath, [join(ROOT, 'scripts/man-page.js'), file], {encoding: 'utf8'})
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  return file
}

/** As it is read, without the breaks of lines. */
function rendered(file: string): string {
  const {status, stdout, stderr} = spawnSync(groff ?? '', ['-ww', '-man', '-Tutf8', '-P-cbou', file], {
    encoding: 'utf8',
  })
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  return stdout.replaceAll(/\s+/g, ' ')
}

test.skipIf(isMissing(groff))(
  'the man page has every command, flag and help page as they are written, and groff has no complaint',
  async () => {
    const page = rendered(await writePage())
    const {commands}: Manifest = JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8'))
    const shown = Object.values(commands).filter(({hidden}) => hidden !== true)
    const flags = shown.flatMap(command => Object.values(command.flags)).filter(({hidden}) => hidden !== true)
    const expected = [
      ...shown.map(({id}) => `hubspot-push ${id.replaceAll(':', ' ')}`),
      ...flags.flatMap(({name, allowNo, description = ''}) => [
        `--${allowNo === true ? '[no-]' : ''}${name}`,
        description.replaceAll(/\s+/g, ' '),
      ]),
      ...HELP_TOPICS.flatMap(({entries}) => entries.flat()),
      'EXIT STATUS',
      'ENVIRONMENT',
      '-o, --object=OBJECT',
      'hubspot-push push accounts.csv --object COMPANY --key external_id --map "Account name=name"',
    ]
    expect(flags.length).toBeGreaterThan(100)
    expect(expected.filter(text => !page.includes(text))).toEqual([])
    expect(page).not.toContain('<%')
  },
)

test('the man page holds signs that roff does not know by their code points alone', async () => {
  const page = readFileSync(await writePage(), 'utf8')

  expect(page).toMatch(/^\.TH HUBSPOT\\-PUSH 1 /)
  expect(page).toContain('\\[u2026]')
  expect([...page].filter(sign => sign !== '\n' && (sign < ' ' || sign > '~'))).toEqual([])
  expect(page.split('\n').filter(line => /^[.'](?!TH |SH |SS |PP$|TP$|B |I |nf$|fi$|nh|ad l$)/.test(line))).toEqual([])
})
