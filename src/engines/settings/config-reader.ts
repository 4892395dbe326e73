import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {isObject, type JsonObject} from '../../shared/json.js'
import {didYouMean} from '../../shared/text/edit-distance.js'
import {JsonNumber} from '../../shared/text/exact-json.js'

/** An object of the configuration, read key by key; errors name the path of what is wrong, never its value. */
export class ConfigReader {
  readonly #path: string
  readonly #value: JsonObject

  private constructor(path: string, value: JsonObject) {
    this.#path = path
    this.#value = value
  }

  /** `path`: how messages call it, '' for the whole. Throws AppError SETTINGS_INVALID. */
  static of(value: unknown, path: string): ConfigReader {
    if (!isObject(value) || value instanceof JsonNumber) throw invalid(path, 'an object', value)
    return new ConfigReader(path, value)
  }

  get keys(): readonly string[] {
    return Object.keys(this.#value)
  }

  pathOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`
  }

  /** Undefined where it is absent or null. */
  value(key: string): unknown {
    const value = Object.hasOwn(this.#value, key) ? this.#value[key] : undefined
    return value === null ? undefined : value
  }

  /** Of a text that may not be empty; numbers and the like are no texts. `expected`: what is accepted. */
  text(key: string, expected = 'a text that is not empty'): string | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    if (typeof value === 'string' && value.trim() !== '') return value
    throw this.invalid(key, expected)
  }

  flag(key: string): boolean | undefined {
    const value = this.value(key)
    if (value === undefined || typeof value === 'boolean') return value
    if (value === 'true' || value === 'false') return value === 'true' // from a variable
    throw this.invalid(key, 'true or false')
  }

  count(key: string): number | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count
    throw this.invalid(key, 'a whole number from 0')
  }

  choice<T extends string>(key: string, options: readonly T[]): T | undefined {
    const value = this.value(key)
    const found = options.find(option => option === value)
    if (value === undefined || found !== undefined) return found
    throw this.invalid(key, options.map(option => JSON.stringify(option)).join(' or '))
  }

  /** A list of texts, or one. `expected`: what is accepted. */
  texts(key: string, expected = 'a text or a list of texts'): readonly string[] {
    const value = this.value(key)
    if (value === undefined) return []
    const texts = typeof value === 'string' ? [value] : value
    if (Array.isArray(texts) && texts.every(text => typeof text === 'string')) return texts
    throw this.invalid(key, expected)
  }

  invalid(key: string, expected: string): AppError {
    return invalid(this.pathOf(key), expected, this.value(key))
  }

  /** Other keys are allowed, and told of where they look like a misspelt one. */
  warnOfMisspelt(known: readonly string[], warn: (message: string) => void): void {
    for (const key of this.keys) {
      if (known.includes(key)) continue
      const [meant] = didYouMean(key, known, name => [name, name.replaceAll('_', ''), name.replaceAll('_', '-')])
      if (meant !== undefined)
        warn(`The configuration has ${this.pathOf(key)}, which means nothing here. Did you mean ${meant}?`)
    }
  }
}

function invalid(path: string, expected: string, found: unknown): AppError {
  const what = path === '' ? 'It' : path
  const kind = kindOf(found)
  const isSaid = kind === undefined || expected.includes(kind.replace(/^an? /, ''))
  const not = isSaid ? '' : `, not ${kind}`
  return new AppError('SETTINGS_INVALID', `The configuration cannot be used: ${what} must be ${expected}${not}.`, {
    next: [say(`correct ${path === '' ? 'the file' : path}, then start the same command again`)],
  })
}

/** What a value is, without telling it; undefined where that says nothing: a text that is not one of those allowed. */
function kindOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : undefined
  if (typeof value === 'number' || value instanceof JsonNumber) return 'a number'
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return 'a list'
  return isObject(value) ? 'an object' : undefined
}
