// usage: npm run build && node scripts/picture.js. Makes docs/push.svg: what a real terminal (tmux) shows of a push
// into the sandbox.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TYPED = 'hubspot-push push examples/contacts.csv --object CONTACT --profile sandbox --yes'
const [COLUMNS, ROWS] = [122, 40]
const [CHAR_WIDTH, LINE_HEIGHT, MARGIN] = [8.4, 19, 18]

const home = mkdtempSync(join(tmpdir(), 'hubspot-push-picture-'))
const tmux = (...words) =>
  execFileSync('tmux', ['-S', join(home, 'socket'), '-f', '/dev/null', ...words], {cwd: ROOT, encoding: 'utf8'})

try {
  writeFileSync(join(home, 'show.sh'), showScript())
  tmux('new-session', '-d', '-x', String(COLUMNS), '-y', String(ROWS), `sh ${join(home, 'show.sh')}`)
  execFileSync('sh', ['-c', `until [ -e ${join(home, 'done')} ]; do sleep 0.1; done`], {timeout: 60_000})
  const screen = tmux('capture-pane', '-e', '-p', '-t', '0').trimEnd()
  writeFileSync(join(ROOT, 'docs/push.svg'), svgOf(screen.replaceAll(home, '~/.local/share/hubspot-push').split('\n')))
} finally {
  tmux('kill-server')
  rmSync(home, {recursive: true, force: true})
}

function showScript() {
  return `export HUBSPOT_PUSH_DATA_DIR=${home} HUBSPOT_PUSH_CONFIG_DIR=${home}/c HUBSPOT_PUSH_CACHE_DIR=${home}/k HUBSPOT_PUSH_NO_UPDATE_CHECK=1
unset NO_COLOR CI HUBSPOT_ACCESS_TOKEN
printf '$ %s\\n' '${TYPED}'
${TYPED.replace('hubspot-push', `${process.execPath} bin/run.js`)}
printf '$ '
touch ${home}/done
sleep 60
`
}

function svgOf(lines) {
  const [width, height] = [COLUMNS * CHAR_WIDTH + 2 * MARGIN, lines.length * LINE_HEIGHT + 2 * MARGIN]
  const rows = lines.map(
    (line, at) => `  <text x="${MARGIN}" y="${MARGIN + (at + 0.75) * LINE_HEIGHT}">${spansOf(line)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="img" aria-label="A push in a terminal">
  <style>text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d8dee9; white-space: pre }
    .b { font-weight: bold } .d { opacity: .65 } .c31 { fill: #ff7b72 } .c32 { fill: #7ee787 } .c33 { fill: #f2cc60 } .c36 { fill: #79c0ff }</style>
  <rect width="100%" height="100%" rx="8" fill="#161b22"/>
${rows.join('\n')}
</svg>
`
}

/** The colours of a terminal's line as classes; what they mean beyond those in use is left out. */
function spansOf(line) {
  let classes = []
  return line
    .split(/(\x1b\[[\d;]*m)/)
    .map(piece => {
      const codes = /^\x1b\[([\d;]*)m$/.exec(piece)?.[1]
      if (codes === undefined)
        return piece === '' ? '' : `<tspan class="${classes.join(' ')}">${escapeXml(piece)}</tspan>`
      for (const code of codes.split(';').map(Number)) classes = afterCode(classes, code)
      return ''
    })
    .join('')
}

function afterCode(classes, code) {
  if (code === 0) return []
  if (code === 22) return classes.filter(name => name !== 'b' && name !== 'd')
  if (code === 39) return classes.filter(name => !name.startsWith('c'))
  if (code === 1) return [...classes, 'b']
  if (code === 2) return [...classes, 'd']
  return code >= 30 && code <= 37 ? [...classes, `c${code}`] : classes
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
