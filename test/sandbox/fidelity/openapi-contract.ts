import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv, type ErrorObject, type ValidateFunction} from 'ajv'
import addFormats from 'ajv-formats'

/** One of HubSpot's OpenAPI documents, as something to hold exchanges against. */
export interface Contract {
  readonly file: string
  /** `POST /crm/v3/objects/contacts/batch/upsert` of every operation. */
  readonly operations: readonly string[]
  /** The operation a request is one of; undefined = the document has none. */
  operationOf(method: string, path: string): string | undefined
  /** What the document has against a reply; [] = nothing. `Schema/place: complaint`. */
  replyProblems(operation: string, status: number, body: unknown): string[]
  /** What the document has against a request's body. */
  requestProblems(operation: string, body: unknown): string[]
  /** The schema of an operation's JSON body, references resolved by `schemaOf`. */
  requestSchema(operation: string): JsonSchema | undefined
  schemaOf(reference: string): JsonSchema
}

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema
  readonly items?: JsonSchema
  readonly oneOf?: readonly JsonSchema[]
}

interface Content {
  readonly content?: Readonly<Record<string, {readonly schema: JsonSchema}>>
}

interface Operation {
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {readonly schemas: Readonly<Record<string, JsonSchema>>}
}

const ERROR_SCHEMA: JsonSchema = {$ref: '#/components/schemas/Error'}

/** Reads a document, made strict: a key that a schema does not declare is a problem. */
export function readContract(directory: string, file: string): Contract {
  const document: OpenApiDocument = JSON.parse(readFileSync(join(directory, file), 'utf8'))
  const operations = new Map<string, Operation>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods))
      operations.set(`${method.toUpperCase()} ${path}`, operation)
  }
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    schemas: [{$id: 'api', components: closed(document.components)}],
  })
  addFormats.default(ajv)
  for (const format of ['int32', 'int64']) ajv.addFormat(format, true)
  const compiled = new Map<string, ValidateFunction>()
  const problems = (schema: JsonSchema, body: unknown): string[] => {
    const key = JSON.stringify(schema)
    const validate = compiled.get(key) ?? ajv.compile(absolute(closed(schema)))
    compiled.set(key, validate)
    return validate(body) ? [] : (validate.errors ?? []).map(error => describe(schema, error))
  }
  const branches = (schema: JsonSchema): readonly JsonSchema[] => {
    const resolved =
      schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
    return resolved?.oneOf ?? [schema]
  }
  const bodySchema = (content: Content | undefined) => Object.values(content?.content ?? {})[0]?.schema
  const find = (name: string): Operation => {
    const found = operations.get(name)
    if (!found) throw new Error(`${file} has no operation ${name}`)
    return found
  }
  return {
    file,
    operations: [...operations.keys()],
    operationOf: (method, path) => [...operations.keys()].find(name => matches(name, method, path)),
    replyProblems(name, status, body) {
      const {responses} = find(name)
      const declared = responses[String(status)]
      const declaresSuccess = Object.keys(responses).some(each => each.startsWith('2'))
      if (!declared && status < 300) return declaresSuccess ? [`${name}: status ${status} is not declared`] : []
      const schema = declared ? bodySchema(declared) : ERROR_SCHEMA
      if (!schema) return body === undefined ? [] : [`${name}: ${status} has a body`]
      return fewest(branches(schema).map(branch => problems(branch, body)))
    },
    requestProblems(name, body) {
      const schema = bodySchema(find(name).requestBody)
      return schema ? problems(schema, body) : [`${name}: takes no body`]
    },
    requestSchema: name => bodySchema(find(name).requestBody),
    schemaOf(reference) {
      const schema = document.components.schemas[reference.split('/').at(-1) ?? '']
      if (!schema) throw new Error(`${file} has no schema ${reference}`)
      return schema
    },
  }
}

/** Of several schemas a body may follow, what the nearest one says. */
function fewest(lists: readonly string[][]): string[] {
  return lists.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function matches(operation: string, method: string, path: string): boolean {
  const [ownMethod, template = ''] = operation.split(' ')
  const [own, given] = [template.split('/'), path.split('/')]
  return (
    ownMethod === method &&
    own.length === given.length &&
    own.every((part, index) => part.startsWith('{') || part === given[index])
  )
}

/** OpenAPI 3.0 as JSON schema: objects with declared keys take no others, `nullable` becomes a type; examples go. */
function closed(node: unknown): object {
  if (typeof node !== 'object' || node === null) throw new TypeError('a schema is an object')
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(node)) {
    if (key === 'example' || key === 'description' || key === 'default') continue
    out[key] = Array.isArray(value)
      ? value.map(each => (isObject(each) ? closed(each) : each))
      : isObject(value)
        ? closedMember(key, value)
        : value
  }
  if (isObject(out['properties']) && Object.keys(out['properties']).length > 0) out['additionalProperties'] ??= false
  return out['nullable'] === true ? {anyOf: [out, {type: 'null'}]} : out
}

/** Under `properties` the keys are names, not keywords: a property may well be called `description`. */
function closedMember(key: string, value: object): object {
  if (key !== 'properties' && key !== 'schemas') return closed(value)
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, closed(schema)]))
}

function absolute(node: unknown): object {
  return JSON.parse(JSON.stringify(node).replaceAll('"#/', '"api#/'))
}

function describe(schema: JsonSchema, {instancePath, message, params, schemaPath}: ErrorObject): string {
  const holder = /schemas\/([^/]+)\//.exec(schemaPath)?.[1] ?? schema.$ref?.split('/').at(-1) ?? ''
  const detail = 'additionalProperty' in params ? ` ${params['additionalProperty']}` : ''
  return `${holder}${instancePath.replaceAll(/\/\d+/g, '/*')}: ${message}${detail}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
