/** The part of JSON Schema that forms are made of, with what Airbyte adds. */
interface FieldSchema {
  readonly type: 'string' | 'object' | 'array' | 'boolean' | 'integer'
  readonly title: string
  readonly description: string
  readonly order: number
  readonly airbyte_secret?: true
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly items?: object
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, FieldSchema>>
}

type Unordered = Omit<FieldSchema, 'order'>

/** Draft 7. Only what a user can fill in: everything but the login may be left out. */
export function connectionSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'HubSpot (hubspot-push)',
    type: 'object',
    additionalProperties: true,
    properties: inOrder({...LOGIN, streams: STREAMS, ...KEEPING}),
  }
}

/** Forms show the fields in this order. */
function inOrder(fields: Readonly<Record<string, Unordered>>): Readonly<Record<string, FieldSchema>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field], order) => [name, {...field, order}]))
}

function secret(title: string, description: string): Unordered {
  return {type: 'string', title, description, airbyte_secret: true}
}

const LOGIN: Readonly<Record<string, Unordered>> = {
  access_token: secret(
    'Access token',
    'Token of a private app, or service key, with read and write scopes for each object that streams go to. Leave it empty to log in with an OAuth app instead.',
  ),
  client_id: {
    type: 'string',
    title: 'OAuth client ID',
    description: 'Client ID of your own OAuth app; only without an access token.',
  },
  client_secret: secret('OAuth client secret', 'Client secret of that app.'),
  refresh_token: secret(
    'OAuth refresh token',
    'Refresh token of a user who installed that app. If HubSpot replaces it, the new one is handed to Airbyte to keep.',
  ),
}

const PAIR = '^[^=]+=.+$'

const STREAM_FIELDS: Readonly<Record<string, Unordered>> = {
  stream: {
    type: 'string',
    title: 'Stream',
    description: 'Name of the stream, with its namespace and a dot before it where two streams have the same name.',
    examples: ['people', 'public.people'],
  },
  object: {
    type: 'string',
    title: 'HubSpot object',
    description:
      'Where its records go: CONTACT, COMPANY, DEAL, TICKET, PRODUCT, or the name or type id of a custom object.',
    examples: ['CONTACT', 'COMPANY', '2-12345'],
  },
  key: {
    type: 'string',
    title: 'Key',
    description:
      'The property with unique values that records are matched on. Default: the primary key of the stream if a property has its name, email for contacts, and the only usable key of other objects.',
    examples: ['email', 'external_id'],
  },
  mode: {
    type: 'string',
    title: 'Mode',
    description:
      'What a record may do: create and update records (upsert), update existing ones only, or create new ones only. Default: by the sync mode of the connection.',
    enum: ['upsert', 'update', 'create'],
  },
  columns: {
    type: 'array',
    title: 'Fields to properties',
    description:
      'One entry per field that goes to a property of another name, as field=property. Fields that are called like a property need none.',
    items: {type: 'string', pattern: PAIR},
    examples: [['mail=email', 'phone_no=phone']],
  },
  constants: {
    type: 'array',
    title: 'Constant values',
    description: 'Values that every record gets, as property=value.',
    items: {type: 'string', pattern: PAIR},
    examples: [['lifecyclestage=lead']],
  },
  ignore: {
    type: 'array',
    title: 'Fields to leave out',
    description: 'Names of fields that are not sent, although they match a property.',
    items: {type: 'string'},
  },
  empty: {
    type: 'string',
    title: 'Null and empty values',
    description: 'skip leaves the stored value as it is, clear empties the property.',
    enum: ['skip', 'clear'],
    default: 'skip',
  },
  deleted: {
    type: 'string',
    title: 'Deleted records',
    description:
      'What happens when the source reports a record as deleted (_ab_cdc_deleted_at): ignore, archive, or property=value to mark the record.',
    default: 'ignore',
    examples: ['ignore', 'archive', 'lifecyclestage=other'],
  },
  max_deletes: {
    type: 'integer',
    title: 'Most records to archive',
    description: 'Required with archive: the most records that one sync may archive.',
    minimum: 0,
  },
  map: {
    type: 'object',
    title: 'Mapping as JSON',
    description: 'The same as "Fields to properties", as an object, for configurations made by API or Terraform.',
    additionalProperties: true,
  },
  set: {
    type: 'object',
    title: 'Constant values as JSON',
    description: 'The same as "Constant values", as an object.',
    additionalProperties: true,
  },
}

const STREAMS: Unordered = {
  type: 'array',
  title: 'Streams',
  description:
    'How each stream is written. A stream that is called like an object of HubSpot (contacts, CONTACT) needs no entry.',
  items: {
    type: 'object',
    title: 'Stream',
    required: ['stream'],
    additionalProperties: true,
    properties: inOrder(STREAM_FIELDS),
  },
  default: [],
}

const KEEPING: Readonly<Record<string, Unordered>> = {
  on_reject: {
    type: 'string',
    title: 'When records are rejected',
    description:
      'keep ends the sync normally: rejected records are counted and kept with their reasons. fail ends it as failed after the last state.',
    enum: ['keep', 'fail'],
    default: 'keep',
  },
  data_dir: {
    type: 'string',
    title: 'Data directory',
    description:
      'Directory in the container where rejected records and the history of runs are kept. Point it at a mounted volume to find them after the sync.',
    examples: ['/local/hubspot-push'],
  },
}
