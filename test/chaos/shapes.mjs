/**
 * The kinds of files that are pushed: an object, its key, and columns whose cells are known to be good, bad on this
 * machine
 * (`local`) or good here and bad at HubSpot (`hubspot`). A cell is `{cell, value, flaw}`: as the file writes it, as it
 * must arrive.
 */
const same = text => ({cell: text, value: text})

const WORDS = [
  'Ada',
  'Björn',
  'O’Neill',
  'a, b',
  'say "hi"',
  ' padded ',
  '李',
  'x',
  'two\nlines',
  '0012',
  ';not a list',
]

/** One and the same for whoever folds case, blanks, zeros or lists. */
const TWINS = 'McDonald|mcdonald|MCDONALD|007|7|7.0|Mc Donald|Mc  Donald|mcdonald |a;b|b;a|a; b|é|e\u0301'.split('|')

const textOf = (word, number) => (number < 40 ? TWINS[number % TWINS.length] : `${word} ${number}`)

const text = property => ({property, foldable: true, good: rng => same(textOf(rng.pick(WORDS), rng.int(0, 99)))})

const number = property => ({
  property,
  foldable: true,
  good: rng => same(rng.pick([String(rng.int(-50, 5000)), `${rng.int(0, 99)}.50`, `${rng.int(1, 9)}e2`])),
  local: () => ({cell: 'twelve', flaw: 'local'}),
})

const bool = property => ({
  property,
  foldable: true,
  good: rng => rng.pick([same('true'), same('false'), {cell: 'Yes', value: 'true'}, {cell: 'n', value: 'false'}]),
  local: () => ({cell: 'perhaps', flaw: 'local'}),
})

const date = property => ({
  property,
  foldable: true,
  good: rng => same(`20${rng.int(10, 29)}-0${rng.int(1, 9)}-${rng.int(10, 28)}`),
  local: () => ({cell: '2026-02-30', flaw: 'local'}),
})

const select = (property, options) => ({
  property,
  foldable: false,
  good: rng => {
    const [value, label] = rng.pick(options)
    return {cell: rng.chance(0.3) ? label : value, value}
  },
  local: () => ({cell: 'no such option', flaw: 'local'}),
})

/** A leading `;` adds to what is stored. */
const several = (property, options) => ({
  property,
  foldable: false,
  adds: true,
  good: rng => {
    const some = rng.some(options, 0.4)
    const list = (some.length > 0 ? some : [rng.pick(options)]).join(';')
    return same(rng.chance(0.5) ? `;${list}` : list)
  },
  local: () => ({cell: 'tennis', flaw: 'local'}),
})

const OWNERS = ['81540217', '81540302', '415673290', '690127744']

const owner = () => ({
  property: 'hubspot_owner_id',
  foldable: false,
  good: rng => same(rng.pick(OWNERS)),
  hubspot: () => ({cell: '999', value: '999', flaw: 'hubspot'}),
})

const LIFE_CYCLE = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
]

/** Goes forward only; a step back is ignored. */
const lifeCycle = {
  property: 'lifecyclestage',
  foldable: false,
  forward: LIFE_CYCLE,
  good: rng => same(rng.pick(LIFE_CYCLE)),
}

const STAGES = {
  default: ['appointmentscheduled', 'qualifiedtobuy', 'contractsent', 'closedwon'],
  75012048: ['143820511', '143820512', '143820513'],
}

const shirts = select('shirt_size', [
  ['s', 'S'],
  ['m', 'M'],
  ['l', 'L'],
  ['xl', 'XL'],
])

/** A secondary unique property; TAKEN belongs to a record that the file does not touch. */
export const TAKEN = 'taken-by-another'
const secondUnique = {
  property: 'external_id',
  foldable: false,
  good: (rng, key) => same(`${key}/${rng.int(1, 3)}`),
  hubspot: () => ({cell: TAKEN, value: TAKEN, flaw: 'hubspot'}),
}

const secondEmail = {
  property: 'email',
  foldable: false,
  good: (rng, key) => same(`${key.replace(/[A-Z]/g, '$&.').toLowerCase()}.${rng.int(1, 3)}@example.com`),
  local: () => ({cell: 'nobody at home', flaw: 'local'}),
  hubspot: rng =>
    rng.pick(['someone@example.con', 'taken@example.com'].map(cell => ({cell, value: cell, flaw: 'hubspot'}))),
}

export const SHAPES = {
  contacts: {
    object: 'CONTACT',
    objectTypeId: '0-1',
    path: 'contacts',
    keyProperty: 'email',
    keyOf: number => `p${number}@example.com`,
    spellings: key => [key, key.toUpperCase(), ` ${key} `],
    /** HubSpot alone knows that there is no such top-level domain. */
    refusedKey: number => `p${number}@example.con`,
    sentKey: cell => cell.trim().toLowerCase(),
    /** An additional e-mail finds its contact; `ownKey` gives the first e-mail for either. */
    alias: {
      property: 'hs_additional_emails',
      of: number => `also${number}@example.com`,
      ownKey: key => key.replace(/^also(?=\d)/, 'p'),
    },
    columns: [
      text('firstname'),
      text('jobtitle'),
      number('loyalty_points'),
      bool('newsletter'),
      date('birthday'),
      shirts,
      several('interests', ['sailing', 'cooking', 'reading', 'music']),
      lifeCycle,
      owner(),
      secondUnique,
    ],
    required: () => true,
    holders: [{email: 'holder@example.com', external_id: TAKEN}],
    defaults: {lifecyclestage: 'lead'},
  },
  contactsById: {
    object: 'contacts',
    objectTypeId: '0-1',
    path: 'contacts',
    keyProperty: 'external_id',
    keyOf: number => `K${number}`,
    /** One key to us, since HubSpot may take them for one; two records in the sandbox, which does not. */
    spellings: key => [key, key.toLowerCase()],
    sentKey: cell => cell.trim(),
    columns: [
      secondEmail,
      text('lastname'),
      number('loyalty_points'),
      date('customer_since'),
      shirts,
      lifeCycle,
      owner(),
    ],
    required: values => ['email', 'firstname', 'lastname'].some(name => values[name] !== undefined),
    holders: [{email: 'taken@example.com', lastname: 'Holder'}],
    defaults: {lifecyclestage: 'lead'},
  },
  cars: {
    object: 'car',
    objectTypeId: '2-40118201',
    path: 'car',
    keyProperty: 'vin',
    keyOf: number => `VIN${number}`,
    spellings: key => [key, ` ${key}`, key.toLowerCase()],
    sentKey: cell => cell.trim(),
    columns: [
      text('model'),
      number('mileage'),
      date('built_on'),
      bool('sold'),
      select('fuel', [
        ['petrol', 'Petrol'],
        ['diesel', 'Diesel'],
        ['electric', 'Electric'],
      ]),
      several('equipment', ['sunroof', 'tow_bar', 'heated_seats']),
      owner(),
    ],
    required: () => true,
    holders: [],
    defaults: {},
  },
  deals: {
    object: 'DEAL',
    objectTypeId: '0-3',
    path: 'deals',
    keyProperty: 'external_id',
    keyOf: number => `D-${number}`,
    spellings: key => [key],
    sentKey: cell => cell.trim(),
    columns: [
      {...text('dealname'), often: true},
      {
        property: 'pipeline',
        foldable: false,
        often: true,
        good: rng => same(rng.chance(0.8) ? 'default' : '75012048'),
        local: () => ({cell: 'no-such-pipeline', flaw: 'local'}),
      },
      {
        property: 'dealstage',
        foldable: false,
        often: true,
        good: rng => same(rng.pick(rng.chance(0.8) ? STAGES.default : STAGES['75012048'])),
        local: () => ({cell: 'no-such-stage', flaw: 'local'}),
      },
      number('amount'),
      bool('renewal'),
      several('competitors', ['acme', 'globex', 'initech']),
      text('hs_next_step'),
      owner(),
    ],
    required: values => ['dealname', 'pipeline', 'dealstage'].every(name => values[name] !== undefined),
    /** Refused or not by what the record holds. */
    depends: ['dealstage'],
    /** A stage beside its pipeline is looked up before it is sent. */
    refusedHere: ({pipeline, dealstage}) =>
      pipeline !== undefined && dealstage !== undefined && !STAGES[pipeline]?.includes(dealstage),
    /** A stage must be one of the record's pipeline. */
    accepts: (values, stored) => {
      const stages = STAGES[values.pipeline ?? stored?.pipeline]
      return values.dealstage === undefined || (stages ?? Object.values(STAGES).flat()).includes(values.dealstage)
    },
    holders: [],
    defaults: {},
  },
}

const NAMES = ['Switzerland', 'Germany', 'Austria']

/** Contacts of a portal whose admin wants a last name of new ones, and a zip of the Swiss. */
export function underAdminRules(shape) {
  if (shape.objectTypeId !== '0-1') return shape
  const others = shape.columns.filter(({property}) => property !== 'lastname')
  const country = {property: 'country', foldable: true, good: rng => same(rng.pick(NAMES))}
  return {
    ...shape,
    columns: [
      ...others,
      {...text('lastname'), often: true},
      country,
      {...text('zip'), good: rng => same(String(rng.int(1000, 9999)))},
    ],
    required: values => shape.required(values) && values.lastname !== undefined,
    /** Refused or not by what the record holds. */
    depends: ['zip'],
    accepts: (values, stored) => values.country !== 'Switzerland' || (values.zip ?? stored?.zip) !== undefined,
  }
}
