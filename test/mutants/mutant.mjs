import {readdir, readFile, writeFile} from 'node:fs/promises'
import {basename, join} from 'node:path'

/**
 * The mutants of a directory, by name. Each is a file of JSON: `what` rule is broken, the `tests` that should notice
 * (paths of vitest), the
 * trait of the chaos `seeds` that should (see test/chaos/traits.mjs; may be absent), and `edits`: `{file, find,
 * replace}`, where `find` is
 * text that the file holds once. A move of code leaves them as they are; only a change of the very lines asks for
 * another text.
 */
export async function readMutants(directory) {
  const files = (await readdir(directory)).filter(file => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async file => ({
      name: basename(file, '.json'),
      ...JSON.parse(await readFile(join(directory, file), 'utf8')),
    })),
  )
}

/** Throws where a file does not hold the text of an edit once. */
export async function breakRule(root, edits) {
  for (const {file, find, replace} of edits) await exchange(join(root, file), find, replace)
}

/** Takes the edits back, the last one first. */
export async function mendRule(root, edits) {
  for (const {file, find, replace} of edits.toReversed()) await exchange(join(root, file), replace, find)
}

async function exchange(path, from, to) {
  const text = await readFile(path, 'utf8')
  await writeFile(path, exchanged(text, from, to, path))
}

/** `text` with `to` in place of the one `from` that it holds. */
export function exchanged(text, from, to, path) {
  const at = text.indexOf(from)
  if (from === '' || at < 0 || text.indexOf(from, at + 1) >= 0)
    throw new Error(`${path} should hold this text once, and holds it ${at < 0 ? 'never' : 'more often'}:\n${from}`)
  return text.slice(0, at) + to + text.slice(at + from.length)
}
