// Of all declarations that the compiler made, those that the types of the library lead to. For scripts/bundle.js.
import {copyFileSync, mkdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

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
}

function importsOf(text, directory) {
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g)]
  return specifiers.map(([, specifier]) => join(directory, `${specifier}.d.ts`))
}
