/** A CSV of contacts from its rows: e-mail, first name, last name; '' says nothing. */
export function peopleCsv(rows: Iterable<readonly [email: string, firstname: string, lastname: string]>): string {
  const lines = ['email,firstname,lastname']
  for (const row of rows) lines.push(row.join(','))
  return `${lines.join('\n')}\n`
}
