import {cutShort, displayWidth} from './display-width.js'

/** The text in lines of at most `width` columns, broken at blanks; a longer word is cut short, unless all is wanted. */
export function wrapText(text: string, width: number, screen: {readonly isWhole?: boolean} = {}): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (displayWidth(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = cutShort(word, width, screen)
  }
  return [...lines, line]
}
