// What libraries do at each start and this program has no use for. For scripts/bundle.js, which fails when one of these
// no longer fits.

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

/** The first use of Intl loads the data of a language: six milliseconds, where all of Node takes twenty to start. */
const CHANGED = [
  {
    file: /@oclif\/core\/lib\/config\/plugin\.js$/,
    from: 'a.id.localeCompare(b.id)',
    to: '(a.id < b.id ? -1 : 1)',
  },
  // Parts of Node that are loaded for measuring, for Windows without a shell's name, and for arguments on standard
  // input.
  {
    file: /@oclif\/core\/lib\/performance\.js$/,
    from: 'require("node:perf_hooks")',
    to: '{}',
  },
  {
    file: /@oclif\/core\/lib\/util\/os\.js$/,
    from: 'require("node:child_process")',
    to: '{ execSync: (...given) => require("node:child_process").execSync(...given) }',
  },
  {
    file: /@oclif\/core\/lib\/parser\/parse\.js$/,
    from: 'require("node:readline")',
    to: '{ createInterface: (...given) => require("node:readline").createInterface(...given) }',
  },
  {
    file: /\/(?:wsl|powershell)-utils\/index\.js$/,
    from: "import childProcess from 'node:child_process';",
    to: "const childProcess = new Proxy({}, {get: (_, name) => require('node:child_process')[name]});",
  },
  {
    file: /\/(?:wsl|powershell)-utils\/index\.js$/,
    from: 'promisify(childProcess.execFile)',
    to: '(...given) => promisify(childProcess.execFile)(...given)',
  },
]

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
      const changes = CHANGED.filter(({file, from}) => file.test(id) && code.includes(from))
      for (const change of changes) applied.add(change)
      // No line moves, so the map stays right.
      return changes.length === 0
        ? undefined
        : {code: changes.reduce((text, {from, to}) => text.replaceAll(from, to), code), map: null}
    },
    buildEnd(error) {
      if (error !== undefined && error !== null) return
      const missing = [...Object.keys(UNUSED), ...CHANGED].filter(each => !applied.has(each))
      if (missing.length > 0)
        throw new Error(`These no longer fit the libraries: ${missing.map(each => each.file ?? each).join(', ')}`)
    },
  }
}
