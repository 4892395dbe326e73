import {execFileSync} from 'node:child_process'
import {findProgram} from '../../support/find-program.js'
import type {Facts} from './crm-table.js'

export const python = findProgram('python3')

/** Rows as Python's own csv and json read them: column → cell. */
const SCRIPT = `
import csv, io, json, re, sys
facts = json.load(sys.stdin)
text = io.open(facts['path'], encoding=facts.get('encoding', 'utf-8-sig'), newline='').read()
def found(node):
    if isinstance(node, list):
        return [row for each in node for row in found(each)]
    if not isinstance(node, dict):
        return []
    return [node] if 'email' in node else [row for each in node.values() for row in found(each)]
if facts.get('json'):
    decoder, at, rows = json.JSONDecoder(), 0, []
    text = text.replace('\\x1e', ' ')
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        node, at = decoder.raw_decode(text, at)
        rows += found(node)
else:
    lines = re.split(r'(?<=\\n)|(?<=\\r)(?!\\n)', text)
    rest = ''.join(lines[facts.get('skip', 0):])
    quoting = csv.QUOTE_NONE if facts.get('quoting') == 'none' else csv.QUOTE_MINIMAL
    table = list(csv.reader(io.StringIO(rest, newline=''), delimiter=facts.get('delimiter', ','), quoting=quoting))
    rows = [dict(zip(table[0], row)) for row in table[1:]]
print(json.dumps(rows))
`

export function readWithPython(path: string, facts: Facts): readonly Readonly<Record<string, string>>[] {
  const {encoding, delimiter, quoting, skip, json} = facts
  return JSON.parse(
    execFileSync(python ?? 'python3', ['-c', SCRIPT], {
      input: JSON.stringify({path, encoding, delimiter, quoting, skip, json}),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: {PATH: process.env['PATH'] ?? '', PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1'},
    }),
  )
}
