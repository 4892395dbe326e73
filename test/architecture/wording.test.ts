import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseAst} from 'rolldown/parseAst'
import {expect, test} from 'vitest'
import {sourceFiles} from './source-files.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Words that read translated, and what an engineer of gh or restic would write. */
const TELL_TALE: readonly (readonly [phrase: RegExp, better: string])[] = [
  [/\b(?:go|goes|going|gone|went) on (?:with|later|by itself)\b/i, 'resume, continue'],
  [/\bshall\b/i, 'must, should, or the plain verb'],
  [/\b(?:nobody|somebody|anybody|everybody|whoever)\b/i, 'name the actor, or use the passive'],
  [/(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b)[a-z]/i, 'is not a'],
  [/\b(?:otherwise|else) than\b/i, 'different from, differently from'],
  [/\b(?:told|warned|tells?) (?:of|as)\b|\bbe told (?!apart)/i, 'reported, listed'],
  [/\b(?:stands?|stood) (?!for\b|alone\b)/i, 'is, remains'],
  [/\ball the same\b/i, 'anyway, still'],
  [/\b(?:anew|beforehand|unseen|to the letter|in vain)\b/i, 'again, first, without echo, exactly, without success'],
  [/\bof now\b|\bby now\b|\bof today\b/i, 'new, now, daily'],
  [/\bunder way\b/i, 'in flight, in progress'],
  [/\bfound out\b|\bby looking at\b/i, 'detected'],
  [/\bwhere there (?:is|are) (?:one|none)\b/i, 'if any'],
  [/\bin place of\b|\balso where it\b/i, 'instead of, even if'],
  [/\b(?:kept|keeps) silent\b|\bseems not to\b/i, 'does not mention, does not'],
  [/\b(?:was|were|is|are) begun\b|\bstopped since\b|\bstopped run\b/i, 'started, stopped:, unfinished run'],
  [/\b(?:is|are|was|were|be) carried out\b|\bnot beyond\b/i, 'take effect, not guaranteed'],
  [/\bleave one out\b|\bleave out rows whose values are what\b/i, 'remove one, skip rows'],
  [/\bfore(?:seen?|told?)\b/i, 'expected, predicted'],
  [/\bspoil(?:ed|t|s)?\b|\bovertak(?:e|en|es)\b|\bovertook\b/i, 'overwritten, superseded'],
  [/\blook(?:s|ed)? (?:at then|among)\b/i, 'check, need'],
  [/\bwants a person\b|\bperson must look\b/i, 'needs attention'],
  [
    /\bprove with\b|\bby which\b|\bof HTML\b|\bso many\b|\bsaid once\b|\bsays why; push\b/i,
    'use, so that, an HTML page, this many, explains why',
  ],
  [
    /\bmake and change\b|\bkey that repeats:|\bkept in the history\b|\bspeaks of your\b|\bclosed while\b/i,
    'create and update, locked when',
  ],
  [
    /\bdoes not let\b|\bcannot be asked, since\b|\bas --[\w-]+ says\b|\brather \w+ twice\b/i,
    'lacks a scope, not a terminal, may be sent twice',
  ],
  [/\bno flag has\b|\bmost (?:requests|rows|runs) (?:under|to)\b/i, 'no others, maximum'],
  [
    /\brefused rows?\b|\brows? (?:that )?(?:is|are|was|were|stays?|be|would be) refused\b/i,
    'rejected: only HubSpot refuses',
  ],
]

/** How these things were said once: each is one that the list must know. */
const SAID_ONCE = [
  'go on with the newest stopped run of this file, where there is one',
  'go on with this run',
  'write every row all the same, and remember it for --only-changed',
  'leave out rows whose values are what this machine last wrote for their key',
  'make and change records · only change those that exist · only make new ones',
  'a key that repeats: as if each row were applied in file order',
  'what stands between the cells: a character, comma, semicolon, tab or pipe (default: found out)',
  'by extension, else by looking at the first bytes',
  'kept in the history: "runs RUN" shows it',
  'read and check the whole file beforehand',
  'most requests under way',
  'prove with PKCE that the code comes back to who asked for it',
  'read a private-app token or service key from standard input, or ask for it unseen',
  'keychain: of this desktop, closed while nobody is logged in here',
  'what shall go wrong: a JSON array of rules',
  'let every reply wait so many milliseconds',
  'begin a CSV with a byte order mark, by which Excel knows UTF-8',
  'replace the file of --output also where it holds something else',
  'hubspot-push met an error that it should have foreseen',
  'The portal has used up its API calls of today; they are given anew at its midnight.',
  'HUBSPOT_PUSH_API_VERSION is 2026-12, which HubSpot seems not to have.',
  'HubSpot does not let profile acme do POST /crm/v3',
  'exists and is no page of HTML, so it is not replaced. Choose another name.',
  'Nobody can be asked here, since there is no terminal.',
  '"Send?" cannot be asked, since there is no terminal. Pass --yes.',
  '--search looks among the properties of one object, but none is named.',
  'Run X has finished: there is nothing to go on with.',
  'Run X was begun with another mapping of its columns',
  'There is no stopped run of this file to go on with: this is a new one.',
  'Run X is writing to this object: waiting for it to end, as --wait-lock says.',
  'The value that every row shall set city to is empty, and an empty value sets nothing.',
  'Every row should set property X to one value, but the column "C" goes there too. Leave one out.',
  'A warning that the app is not verified speaks of your own app: connect it.',
  'requests that were cut off may still be carried out; their rows are looked at then',
  'A late write of an older row spoiled the record of "k"',
  'their rows were written to it in file order within a request, not beyond.',
  'HubSpot may refuse more: what only it can check is not foreseen',
  'says why; push without the column by --ignore',
  'How a file is written is found out, or said once',
  'after a crash a row is rather sent twice than left out wrongly',
  'delete the rows that shall stay refused',
  'what it stored otherwise than it was sent is told as a warning, once a property',
  'stopped since too many rows were refused: a person must look',
  '6 goes on later by itself, 7 wants a person.',
  'The environment variables that are read. No flag has another one.',
  'Have what a late write spoiled set right although HubSpot keeps silent about it',
  'Be told by `logout` that there is no login to forget',
] as const

/** The strings of the source that hold a sentence: what people may read, comments left out. */
function sentences(text: string, path: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const {type, value, quasis} = node as {type?: string; value?: unknown; quasis?: {value: {raw: string}}[]}
    if (type === 'Literal' && typeof value === 'string') found.push(value)
    if (quasis !== undefined) found.push(quasis.map(({value}) => value.raw).join('…'))
    Object.values(node).forEach(visit)
  }
  visit(parseAst(text, {lang: 'ts'}, path).body)
  return found.filter(sentence => sentence.includes(' '))
}

const pages = [
  ...['README.md', 'SKILL.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'oclif.manifest.json', 'docs/mapping.schema.json'],
  ...['docs', 'src'].flatMap(folder =>
    readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'}).flatMap(name =>
      name.endsWith('.md') ? [`${folder}/${name}`] : [],
    ),
  ),
]

/** What HubSpot says is HubSpot's: the sandbox repeats it. */
const isOurs = (path: string): boolean => !/^sandbox\/(?!command)/.test(path)

function tellTales(text: string): string[] {
  return TELL_TALE.flatMap(([phrase, better]) => {
    const found = phrase.exec(text)
    return found === null ? [] : [`"${text.slice(Math.max(0, found.index - 30), found.index + 40)}": ${better}`]
  })
}

test('the list knows how these things were said once', () => {
  expect(SAID_ONCE.filter(sentence => tellTales(sentence).length === 0)).toEqual([])
})

test('no sentence contains the name of a type, as a rename of the type leaves it there', () => {
  const files = sourceFiles()
  const types = files.flatMap(({text}) =>
    [...text.matchAll(/^export (?:interface|type|(?:abstract )?class) (\w+)/gm)].map(([, name = '']) => name),
  )
  const names = new RegExp(`\\b(?:${types.filter(name => /[a-z][A-Z]/.test(name) && name !== 'HubSpot').join('|')})\\b`)
  expect(types.length).toBeGreaterThan(300)
  expect(files.flatMap(({path, text}) => sentences(text, path).filter(sentence => names.test(sentence)))).toEqual([])
})

test('no text that people read is written in words that read translated', () => {
  const inSource = sourceFiles()
    .filter(({path}) => isOurs(path))
    .flatMap(({path, text}) => sentences(text, path).map(sentence => ({at: `src/${path}`, text: sentence})))
  const inPages = pages.flatMap(page => {
    const lines = readFileSync(join(ROOT, page), 'utf8').split('\n')
    return lines.map((line, at) => ({at: `${page}:${at + 1}`, text: line.replaceAll(/`[^`]*`/g, '``')}))
  })
  expect(inSource.length).toBeGreaterThan(1000)
  expect(inPages.length).toBeGreaterThan(1000)
  expect([...inSource, ...inPages].flatMap(({at, text}) => tellTales(text).map(found => `${at} ${found}`))).toEqual([])
})
