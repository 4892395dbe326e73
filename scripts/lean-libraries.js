// What libraries do at each start and this program has no use for. For scripts/bundle.js, which fails when one of these
// no longer fits.

import {loadLater} from './load-later.js'

/**
 * Loaded for options that are not set here, or for plugins, which there are none of.
 * `debug` is oclif's alone, which prints every argument with it, secrets too, before a command could mask them.
 */
const UNUSED = {
  tinyglobby: `export const glob = () => { throw new Error('oclif.manifest.json is not of this version: npm run manifest') }`,
  minimatch: 'export const minimatch = undefined',
  debug: 'export default () => () => {}',
  'proxy-agent-negotiate': 'export const createNegotiateAuth = undefined',
}

/**
 * The first use of Intl loads the data of a language: six milliseconds, where all of Node takes twenty to start.
 * The others ask another thread for a small file, load a part of Node, or do twice what takes milliseconds.
 */
const CHANGED = [
  {
    file: /@oclif\/core\/lib\/config\/plugin\.js$/,
    from: 'a.id.localeCompare(b.id)',
    to: '(a.id < b.id ? -1 : 1)',
  },
  {
    file: /@oclif\/core\/lib\/util\/fs\.js$/,
    from: "await (0, promises_1.readFile)(path, 'utf8')",
    to: "require('node:fs').readFileSync(path, 'utf8')",
  },
  // A command loads the configuration again that it is given.
  {
    file: /@oclif\/core\/lib\/config\/config\.js$/,
    from: 'if (isConfig(opts)) {',
    to: 'if (opts instanceof Config) return opts; if (isConfig(opts)) {',
  },
  {
    file: /\/(?:wsl|powershell)-utils\/index\.js$/,
    from: 'promisify(childProcess.execFile)',
    to: '(...given) => promisify(childProcess.execFile)(...given)',
  },
]

/** As TypeScript writes imports for CommonJS. oclif loads all of itself with them, what shows help too. */
const REQUIRED = /^const (\w+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm

/** A plugin of rolldown. */
export function leanLibraries() {
  const applied = new Set()
  return {
    name: 'lean-libraries',
    resolveId: id => (Object.hasOwn(UNUSED, id) ? `\0${id}` : undefined),
    load(id) {
      const name = id.slice(1)
      if (!id.startsWith('\0') || !Object.hasOwn(UNUSED, name)) return undefined
      applied.add(name)
      return UNUSED[name]
    },
    transform(code, id) {
      const text = /@oclif\/core\/lib\//.test(id) ? requiredLater(code) : code
      const changes = CHANGED.filter(({file, from}) => file.test(id) && code.includes(from))
      for (const change of changes) applied.add(change)
      // No line moves, so the map stays right.
      return text === code && changes.length === 0
        ? undefined
        : {code: changes.reduce((changed, {from, to}) => changed.replaceAll(from, to), text), map: null}
    },
    buildEnd(error) {
      if (error !== undefined && error !== null) return
      const missing = [...Object.keys(UNUSED), ...CHANGED].filter(each => !applied.has(each))
      if (missing.length > 0)
        throw new Error(`These no longer fit the libraries: ${missing.map(each => each.file ?? each).join(', ')}`)
    },
  }
}

/** Each module is loaded when something of it is first used. */
function requiredLater(code) {
  return [...code.matchAll(REQUIRED)].reduce((text, [lines, name, load]) => loadLater(text, {lines, name, load}), code)
}
