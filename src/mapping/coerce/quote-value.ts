const SHOWN = 80

/** A value for a message: in quotes, line ends visible, its end cut off when long. */
export function quoteValue(value: string): string {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value
  return `"${shown.replace(/[\r\n\t]/g, blank => ({'\r': '\\r', '\n': '\\n', '\t': '\\t'})[blank] ?? blank)}"`
}
