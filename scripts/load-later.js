// Turns an import at the head of a CommonJS file into one at its first use. For lean-chunks.js and lean-libraries.js.

/**
 * `code` in which `name`, which `lines` declare, is what `load` gives, made at its first use. Unchanged where it is
 * used in another way than `name.something`. No line moves.
 */
export function loadLater(code, {lines, name, load}) {
  const rest = code.replace(lines, '\0')
  const uses = new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w$])`, 'g')
  if (![...rest.matchAll(uses)].every(({index}) => rest[index + name.length] === '.')) return code
  const declared = `let ${name}$; const ${name} = () => (${name}$ ??= ${load});${'\n'.repeat(lines.split('\n').length - 1)}`
  return rest.replaceAll(uses, `(${name}())`).replace('\0', () => declared)
}
