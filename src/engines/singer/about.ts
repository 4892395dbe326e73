/** What `--about` tells of the target. */
export interface About {
  readonly name: string
  readonly description: string
  readonly version: string
  readonly capabilities: readonly string[]
  /** JSON Schema of the configuration. */
  readonly settings: object
}

const STREAM_SETTINGS = {
  object: {type: 'string', description: 'Where the records go: contacts, companies, a custom object'},
  key: {
    type: 'string',
    description: 'Unique property that records are matched on; default: the key property of the tap',
  },
  map: {type: 'object', description: 'Field to property', additionalProperties: {type: 'string'}},
  set: {
    type: 'object',
    description: 'Property to the value that every record gets',
    additionalProperties: {type: 'string'},
  },
  ignore: {type: 'array', items: {type: 'string'}, description: 'Fields that are left out'},
  ignore_unknown: {type: 'boolean', description: 'Leave out fields that match no property', default: false},
  mode: {type: 'string', enum: ['upsert', 'update', 'create'], default: 'upsert'},
  empty: {type: 'string', enum: ['skip', 'clear'], description: 'What a null or empty text does', default: 'skip'},
  null: {type: 'array', items: {type: 'string'}, description: 'Texts that stand for null'},
  associate: {type: 'array', items: {type: 'string'}, description: 'FIELD=OBJECT.PROPERTY[:LABEL]'},
  deleted: {type: 'string', description: 'ignore, archive, or PROPERTY=VALUE', default: 'ignore'},
  max_deletes: {type: 'integer', description: 'The most records that "deleted": "archive" may archive'},
}

const SETTINGS = {
  type: 'object',
  additionalProperties: true,
  properties: {
    access_token: {type: 'string', secret: true, description: 'Token of a private app, or a service key'},
    client_id: {type: 'string', description: 'Of an OAuth app, instead of access_token'},
    client_secret: {type: 'string', secret: true, description: 'Of that app'},
    refresh_token: {type: 'string', secret: true, description: 'Of a login to that app'},
    streams: {
      type: 'object',
      description: 'By stream; a stream whose name is an object needs no entry',
      additionalProperties: {type: 'object', properties: STREAM_SETTINGS},
    },
    on_reject: {
      type: 'string',
      enum: ['fail', 'keep'],
      default: 'fail',
      description: 'Exit code where records were rejected: fail: 3, keep: 0',
    },
    data_dir: {type: 'string', description: 'Where rejected records and the history of runs are kept'},
  },
}

/** `name`: of the program. */
export function aboutTarget(name: string, version: string): About {
  return {
    name,
    description: 'Singer target that upserts records into HubSpot CRM and keeps every rejected record with its reason.',
    version,
    capabilities: ['about', 'target-schema', 'soft-delete'],
    settings: SETTINGS,
  }
}

/** The same for people. */
export function describeAbout({name, description, version, capabilities, settings}: About): string[] {
  const {properties} = settings as typeof SETTINGS
  return [
    `${name} ${version}`,
    description,
    '',
    `Capabilities: ${capabilities.join(', ')}`,
    'Settings:',
    ...Object.entries(properties).map(([key, {description: text}]) => `  ${key.padEnd(14)} ${text}`),
  ]
}
