// usage: npm run check:house. Prints the measures of src/ and exits 1 where one is beyond its bound.
import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseAst} from 'rolldown/parseAst'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BOUNDS = {
  filesPerFolder: 15,
  filesPerThousandLines: 13,
  circles: 0,
  functionMedian: 6,
  functionP99: 35,
  functionMax: 80,
}

const files = readdirSync(join(ROOT, 'src'), {recursive: true, withFileTypes: true})
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => relative(ROOT, join(entry.parentPath, entry.name)))
  .sort()
const texts = new Map(files.map(file => [file, readFileSync(join(ROOT, file), 'utf8')]))
const lines = sum([...texts.values()].map(text => text.split('\n').length - 1))
const folders = grouped(files)
const circles = circlesOf(new Map(files.map(file => [file, importsOf(file)])))
const functions = files.flatMap(file => functionsOf(file)).sort((a, b) => a.lines - b.lines)
const [fullest, inFullest] = [...folders].reduce((a, b) => (b[1].length > a[1].length ? b : a))
const longest = functions.at(-1)

const measures = [
  ['files', files.length],
  ['lines', lines],
  ['files per folder, most', inFullest.length, BOUNDS.filesPerFolder, fullest],
  ['files per 1,000 lines', round((1000 * files.length) / lines), BOUNDS.filesPerThousandLines],
  ['circles of imports, types included', circles.length, BOUNDS.circles, circles.map(c => c.join(' ⇄ ')).join('; ')],
  ['functions', functions.length],
  ['lines per function, median', quantile(0.5), BOUNDS.functionMedian],
  ['lines per function, 99%', quantile(0.99), BOUNDS.functionP99],
  ['lines per function, most', longest.lines, BOUNDS.functionMax, `${longest.file}:${longest.line}`],
]

for (const [name, value, bound, where] of measures) {
  const mark = bound !== undefined && value > bound ? '  ← beyond the bound' : ''
  const limit = bound === undefined ? '' : `  (at most ${bound})`
  process.stdout.write(`${name.padEnd(36)}${String(value).padStart(7)}${limit}${where ? `  ${where}` : ''}${mark}\n`)
  if (mark) process.exitCode = 1
}

function importsOf(file) {
  const specifiers = [...texts.get(file).matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
  return specifiers
    .map(([, specifier]) => join(dirname(file), specifier).replace(/\.js$/, '.ts'))
    .filter(target => texts.has(target))
}

/** Groups of files each of which leads to all others (Tarjan). */
function circlesOf(targets) {
  const index = new Map()
  const low = new Map()
  const stack = []
  const found = []
  const visit = file => {
    index.set(file, index.size)
    low.set(file, index.get(file))
    stack.push(file)
    for (const target of targets.get(file)) {
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(file, Math.min(low.get(file), low.get(target)))
    }
    if (low.get(file) !== index.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1) found.push(circle)
  }
  for (const file of targets.keys()) if (!index.has(file)) visit(file)
  return found
}

/** Functions with a body of statements, from the line of `{` to that of `}`. */
function functionsOf(file) {
  const text = texts.get(file)
  const found = []
  const walk = node => {
    if (Array.isArray(node)) return node.forEach(walk)
    if (node === null || typeof node !== 'object') return
    if (/Function/.test(node.type) && node.body?.type === 'BlockStatement') {
      const line = lineAt(text, node.body.start)
      found.push({file, line, lines: lineAt(text, node.body.end) - line + 1})
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') walk(value)
  }
  walk(parseAst(text, {lang: 'ts'}))
  return found
}

function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length
}

function quantile(part) {
  return functions[Math.min(functions.length - 1, Math.floor(part * functions.length))].lines
}

function grouped(all) {
  const byFolder = new Map()
  for (const file of all) byFolder.set(dirname(file), [...(byFolder.get(dirname(file)) ?? []), file])
  return byFolder
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0)
}

function round(number) {
  return Math.round(number * 10) / 10
}
