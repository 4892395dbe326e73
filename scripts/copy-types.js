// Of all declarations that the compiler made, those that the types of the library lead to. For scripts/bundle.js.
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'

/** Of browsers and Node: a project may have the types of neither. Where it has them, these are merged with them. */
const GLOBALS = ['AbortSignal', 'URLSearchParams']

/** Copies `entry` and everything that it imports, directly or not, from one directory to another. */
export function copyTypes(from, to, entry) {
  const open = [entry]
  const seen = new Set(open)
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    mkdirSync(dirname(join(to, file)), {recursive: true})
    copyFileSync(join(from, file), join(to, file))
    for (const target of importsOf(readFileSync(join(from, file), 'utf8'), dirname(file))) {
      if (!seen.has(target)) open.push(target)
      seen.add(target)
    }
  }
  declareGlobals(to, entry)
}

function declareGlobals(to, entry) {
  const file = join(to, 'globals.d.ts')
  writeFileSync(file, GLOBALS.map(name => `interface ${name} {}\n`).join(''))
  const reference = relative(dirname(join(to, entry)), file)
  const text = readFileSync(join(to, entry), 'utf8')
  writeFileSync(join(to, entry), `/// <reference path="${reference}" />\n${text}`)
}

function importsOf(text, directory) {
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g)]
  return specifiers.map(([, specifier]) => join(directory, `${specifier}.d.ts`))
}
