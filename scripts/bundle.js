// usage: npm run build. Makes dist/, which is what runs and what is published, from src/.
// One file per command plus what several of them share: hundreds of small modules cost each start a quarter of a
// second.
// Names and lines are kept (nothing is minified), so that a stack trace reads like the source; maps lie beside the
// files.
import {cpSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {basename, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'rolldown'
import {copyTypes} from './copy-types.js'
import {filesOfDist} from './files-of-dist.js'
import {leanChunks} from './lean-chunks.js'
import {leanLibraries} from './lean-libraries.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SRC = join(ROOT, 'src')
const DIST = join(ROOT, 'dist')

// Native code cannot be bundled; everything else is.
const {dependencies} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

/** `import 'hubspot-push/sandbox'` */
const LIBRARY = 'sandbox/library/sandbox-library.ts'

/**
 * What is started by name: oclif finds commands by their path, its help by package.json; what runs as a process of its
 * own lies beside whoever starts it.
 */
const entries = Object.fromEntries([
  ...filesBelow(join(SRC, 'commands')).map(file => [relative(SRC, file).replace(/\.ts$/, ''), file]),
  ...[
    'main.ts',
    'terminal/help/command-not-found.ts',
    'terminal/help/program-help.ts',
    'terminal/updates/look-for-update.ts',
    'credentials/store/keychain-process.ts',
  ].map(file => [basename(file, '.ts'), join(SRC, file)]),
  ['sandbox', join(SRC, LIBRARY)],
])

// Old files would still be found as commands: a build starts from an empty dist.
rmSync(DIST, {recursive: true, force: true})
const {output} = await build({
  cwd: ROOT,
  input: entries,
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  external: Object.keys(dependencies),
  plugins: [leanLibraries(), leanChunks()],
  logLevel: 'warn',
  output: {
    dir: DIST,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    comments: false,
    codeSplitting: {groups: filesOfDist(SRC)},
    dynamicImportInCjs: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
})
// Unlike the sources: what CommonJS modules were compiled to can be kept (src/start-up).
writeFileSync(join(DIST, 'package.json'), '{"type": "commonjs"}\n')
writeFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), licencesOf(output.flatMap(chunk => chunk.moduleIds ?? [])))

// The page of the sandbox is read by its server (src/sandbox/page).
cpSync(join(SRC, 'sandbox/page/browser'), join(DIST, 'browser'), {
  recursive: true,
  filter: name => !name.endsWith('.json'),
})
copyTypes(join(ROOT, 'build'), join(DIST, 'types'), LIBRARY.replace(/\.ts$/, '.d.ts'))

function filesBelow(directory) {
  const files = readdirSync(directory, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
  return files.map(entry => join(entry.parentPath, entry.name)).sort()
}

/** Whoever passes the bundle on has to pass these on as well. */
function licencesOf(modules) {
  const packages = new Set(modules.map(packageOf).filter(directory => directory !== undefined))
  return [...packages]
    .sort()
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function packageOf(file) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0]
}

function licenceOf(directory) {
  const {name, version, license} = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const file = readdirSync(directory).find(entry => /^licen[cs]e/i.test(entry))
  const text =
    file === undefined ? 'It carries no text of its licence.' : readFileSync(join(directory, file), 'utf8').trim()
  return `${name} ${version} (${license})\n\n${text}\n`
}
