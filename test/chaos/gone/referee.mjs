/**
 * What the promise of `--gone` makes of a portal and a list, night by night: written again from the documentation, on
 * plain sets. Record: {id, keys, mark, isLive}; `keys[0]` is the primary one.
 */
export class GoneReferee {
  #records = []
  #list = {members: new Set(), marked: new Map(), isComplete: false, basis: 0}
  problems = []

  /** The portal before the first night: contacts as the sandbox has them. */
  constructor(property) {
    this.property = property
  }

  get list() {
    return this.#list
  }

  begin(contacts) {
    this.#records = contacts.map(contact => recordOf(contact, this.property))
  }

  /** What people did in HubSpot: the records they did it to. */
  deeds(done) {
    for (const [what, id] of done) {
      const record = this.#records.find(each => each.id === id)
      if (what === 'archive') record.isLive = false
      else record.mark = 'Boss'
    }
  }

  /** A night that finished: what it must have said, and what the portal must hold. */
  night({action, rows, most}, {gone, exitCode, status, rows: totals}, contacts) {
    const written = rows.filter(({flaw}) => flaw === undefined).map(({key}) => key)
    const seen = new Set(rows.filter(({key}) => key !== '').map(({key}) => key))
    const held = new Set(written)
    for (const key of held) this.#write(key)
    const returned = this.#returned(held)
    const before = this.#list
    const left = [...before.members].filter(key => !seen.has(key))
    const isClean = written.length === rows.length && rows.length > 0
    // of what the last complete night held: keys that were only added make no room for others to go
    const size = Math.min(before.members.size, before.basis)
    const limit = typeof most === 'number' ? most : Math.floor((Number(most.slice(0, -1)) * size) / 100)
    const {targets, spared} = this.#targets(left, held)
    const isAllowed = isClean && before.isComplete
    const goes = isAllowed && targets.length <= limit
    const wanted = {
      ...{left: left.length, returned, archived: 0, marked: 0, withheld: goes ? 0 : left.length},
      ...(goes && {[action === 'archive' ? 'archived' : 'marked']: targets.length, spared}),
    }
    this.#list = goes
      ? this.#afterwards(held, {action, targets})
      : {...before, members: new Set([...before.members, ...held]), isComplete: before.isComplete || isClean}
    if (goes || (isClean && !before.isComplete)) this.#list.basis = held.size
    wanted.members = this.#list.members.size
    for (const [name, value] of Object.entries(wanted))
      if (gone[name] !== value) this.problems.push(`${gone[name]} ${name}, not ${value}`)
    const code = isAllowed && !goes ? 7 : written.length < rows.length ? 3 : 0
    if (exitCode !== code || status !== 'finished')
      this.problems.push(`ended as ${status} with ${exitCode}, not ${code}`)
    if (totals.read !== rows.length) this.problems.push(`${totals.read} of ${rows.length} rows read`)
    this.#compare(contacts)
  }

  /**
   * A night that was given up: what it has done is looked up, and must be some of what it might do. `list`: the keys
   * that are on the list now, those of its journal among them.
   */
  givenUp({action, rows}, contacts, list) {
    const seen = new Set(rows.map(({key}) => key))
    const {members} = this.#list
    for (const key of members)
      if (!list.members.has(key)) this.problems.push(`${key} is off the list of a night that was given up`)
    for (const key of list.members)
      if (!members.has(key) && !seen.has(key)) this.problems.push(`${key} is on the list, and no file held it`)
    const now = new Map(contacts.map(contact => [contact.id, recordOf(contact, this.property)]))
    const left = new Set([...members].filter(key => !seen.has(key)))
    for (const record of this.#records) {
      if (!record.isLive) continue
      const mayGo =
        left.has(record.keys[0]) && this.#list.isComplete && !record.keys.slice(1).some(key => seen.has(key))
      const found = now.get(record.id)
      if (found?.isLive !== true && !(mayGo && action === 'archive'))
        this.problems.push(`${record.keys[0]} went, on a night that was given up`)
      if (found === undefined || found.mark === record.mark) continue
      const isCleared = found.mark === '' && seen.has(record.keys[0])
      const isMarked = mayGo && `jobtitle=${found.mark}` === action
      if (!isCleared && !isMarked)
        this.problems.push(`${record.keys[0]} has "${found.mark}" now, on a night that was given up`)
    }
    this.#records = [...now.values()]
    this.#list = {...this.#list, members: list.members, marked: list.marked, basis: list.basis ?? this.#list.basis}
  }

  /** Once nothing can come late any more. */
  end(contacts) {
    this.#compare(contacts)
  }

  #write(key) {
    if (this.#find(key) === undefined) this.#records.push({id: undefined, keys: [key], mark: '', isLive: true})
  }

  #find(key) {
    return this.#records.find(({isLive, keys}) => isLive && keys.includes(key))
  }

  #returned(held) {
    let count = 0
    for (const [key, value] of this.#list.marked) {
      if (!held.has(key)) continue
      this.#list.marked.delete(key)
      const record = this.#find(key)
      if (record.keys[0] !== key || record.mark !== value) continue
      record.mark = ''
      count += 1
    }
    return count
  }

  #targets(left, held) {
    const targets = []
    let spared = 0
    for (const key of left) {
      const record = this.#find(key)
      if (record === undefined) continue
      const [own, ...others] = record.keys
      const goes = left.includes(own) && !others.some(other => held.has(other))
      if (!goes) spared += 1
      else if (own === key) targets.push(record) // once: its other keys have left with it
    }
    return {targets, spared}
  }

  #afterwards(held, {action, targets}) {
    const marked = new Map(this.#list.marked)
    for (const record of targets) {
      if (action === 'archive') record.isLive = false
      else {
        record.mark = action.split('=')[1]
        marked.set(record.keys[0], record.mark)
      }
    }
    return {members: new Set(held), marked, isComplete: true}
  }

  /** Records of the same id, the same life and the same mark; those that were made take the id that they have. */
  #compare(contacts) {
    const now = contacts.map(contact => recordOf(contact, this.property)).filter(({isLive}) => isLive)
    const unknown = new Map(this.#records.filter(({id}) => id === undefined).map(record => [record.keys[0], record]))
    for (const {id, keys} of now) {
      const made = unknown.get(keys[0])
      if (made === undefined || this.#records.some(record => record.id === id)) continue
      made.id = id
      unknown.delete(keys[0])
    }
    const byId = new Map(now.map(record => [record.id, record]))
    for (const {id, keys, mark, isLive} of this.#records) {
      const found = byId.get(id)
      byId.delete(id)
      if (isLive !== (found !== undefined)) this.problems.push(`${keys[0]} (${id}) ${isLive ? 'went' : 'is left'}`)
      else if (isLive && found.mark !== mark)
        this.problems.push(`${keys[0]} (${id}) has "${found.mark}", not "${mark}"`)
    }
    for (const {id, keys} of byId.values()) this.problems.push(`${keys[0]} (${id}) is there, and nothing made it`)
  }
}

function recordOf({id, properties, archivedAtMs}, property) {
  const others = (property === 'email' && properties.hs_additional_emails) || ''
  const keys = [properties[property] ?? '', ...others.split(';').filter(key => key !== '')]
  return {id, keys, mark: properties.jobtitle ?? '', isLive: archivedAtMs === undefined}
}
