import {styleText} from 'node:util'

type Paint = (text: string) => string

/** Colours by meaning. Without colour every paint gives the text back as it is. */
export interface Palette {
  readonly strong: Paint
  readonly quiet: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly bad: Paint
  readonly command: Paint
}

/** What a presenter must know of where its lines go. */
export interface Screen {
  /** Columns; tables are fitted to it. */
  readonly width: number
  readonly palette: Palette
  /** Nothing is cut short: the lines go to a file, or to another program. */
  readonly isWhole?: boolean
  /** The profile that was typed: printed commands name it, to ask the same portal. */
  readonly profile?: string | undefined
}

type StyleName = Parameters<typeof styleText>[0]

export function createPalette(colour: boolean): Palette {
  // The choice is made here, by the stream that will be written to; styleText would look at stdout.
  const paint = (style: StyleName): Paint =>
    colour ? text => styleText(style, text, {validateStream: false}) : text => text
  return {
    strong: paint('bold'),
    quiet: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
    command: paint('cyan'),
  }
}

const DEFAULT_WIDTH = 100
const MIN_WIDTH = 40

/** Colour only on a terminal and without NO_COLOR (https://no-color.org: any value but the empty one). */
export function screenOf(
  stream: {readonly isTTY?: boolean; readonly columns?: number},
  env: NodeJS.ProcessEnv,
): Screen {
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  const width = Math.max(MIN_WIDTH, stream.columns ?? DEFAULT_WIDTH)
  const isTerminal = stream.isTTY === true
  return {width, palette: createPalette(isTerminal && !noColor), isWhole: !isTerminal}
}
