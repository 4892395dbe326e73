// What a start would do in vain in the files of dist. For scripts/bundle.js.
// No line moves and no name changes, so that the maps stay right.
import {loadLater} from './load-later.js'

/** As rolldown writes an import of a part of Node into a CommonJS file. */
const PART = /^let (node_\w+) = require\("(node:[\w/]+)"\);(?:\n\1 = (\w+\.__toESM)\(\1, 1\);)?$/gm

/** A file that rolldown was told to call so (LATER of files-of-dist.js). */
const LATER = /^const (require_later\w*) = (require\("\.\.?\/later[^"]*"\));$/gm

/** A plugin of rolldown. */
export function leanChunks() {
  return {
    name: 'lean-chunks',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle).filter(({type}) => type === 'chunk'))
        chunk.code = asciiOf(filesLater(partsLater(chunk.code)))
    },
  }
}

/** Most commands use few of the parts of Node that their files name. */
function partsLater(code) {
  return [...code.matchAll(PART)].reduce((text, [lines, name, id, interop]) => {
    const load = interop === undefined ? `require("${id}")` : `${interop}(require("${id}"), 1)`
    return loadLater(text, {lines, name, load})
  }, code)
}

function filesLater(code) {
  return [...code.matchAll(LATER)].reduce((text, [lines, name, load]) => loadLater(text, {lines, name, load}), code)
}

/** Of ASCII, Node makes a string at once and of half the size (src/start-up/compile-cache.ts). */
function asciiOf(code) {
  return code.replace(/[^\x00-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
