interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

interface Mutant {
  readonly name: string
  readonly what: string
  readonly tests: readonly string[]
  readonly seeds?: string
  readonly edits: readonly Edit[]
}

export function readMutants(directory: string): Promise<Mutant[]>
export function exchanged(text: string, from: string, to: string, path: string): string
