import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {describeAssociations, type ObjectAssociations} from '../../objects/describe-associations.js'
import {describeObject, type ObjectDetail} from '../../objects/describe-object.js'
import {describeObjects, type ObjectSummary} from '../../objects/describe-objects.js'
import {type RecordedPortal, recordPortal} from '../../objects/record-portal.js'
import {connectAsking} from '../../services/portal/connect.js'
import {defined} from '../../shared/defined.js'
import {BaseCommand, type ConnectionChoice} from '../../terminal/base-command.js'
import {connectionFlags, jsonFlag, verboseFlag} from '../../terminal/flags/flags.js'
import {presentAssociations} from '../../terminal/present/objects/present-associations.js'
import {presentObject, presentObjects, presentProperty} from '../../terminal/present/objects/present-object.js'
import {presentPortal} from '../../terminal/present/objects/present-portal.js'

interface Wanted {
  readonly property?: string
  readonly search?: string
}

export default class Objects extends BaseCommand {
  static override summary =
    "List the portal's objects with their usable keys, or one object's properties, keys and options, or what it can be linked to."
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> CONTACT --search city',
    '<%= config.bin %> <%= command.id %> CONTACT --property lifecyclestage',
    '<%= config.bin %> <%= command.id %> CONTACT --associations',
    '<%= config.bin %> <%= command.id %> --all --json > portal.json',
  ]
  static override args = {
    object: Args.string({ignoreStdin: true, description: 'object to show, by name, label or type id'}),
  }
  static override flags = {
    ...connectionFlags,
    ...verboseFlag,
    ...jsonFlag,
    property: Flags.string({
      description: 'show only this property, with its options',
      helpValue: 'NAME',
      exclusive: ['search'],
    }),
    search: Flags.string({
      description: 'show only properties whose name, label or options contain this text',
      helpValue: 'TEXT',
    }),
    associations: Flags.boolean({
      description: 'show the objects it can be linked to, with labels and limits',
      exclusive: ['property', 'search'],
    }),
    all: Flags.boolean({
      description: 'show every object with its properties; with --json, a portal file for the sandbox',
      exclusive: ['property', 'search', 'associations'],
    }),
  }

  protected override readonly takesAnyWord = true // any word may name an object

  async run(): Promise<readonly ObjectSummary[] | ObjectDetail | ObjectAssociations | RecordedPortal> {
    const {args, flags} = await this.parse(Objects)
    const {property, search, associations} = flags
    const wanted = defined({property, search})
    const {object} = args
    if (flags.all) return this.#showAll(flags, object)
    if (object !== undefined && associations) return this.#showAssociations(flags, object)
    if (object !== undefined) return this.#show(flags, {object, ...wanted})
    forbidWithoutObject({...wanted, ...(associations && {associations})})
    return this.#list(flags)
  }

  async #showAll(flags: ConnectionChoice, object: string | undefined): Promise<RecordedPortal> {
    if (object !== undefined)
      throw new AppError('USAGE', '--all shows every object: leave out the OBJECT, or the flag.', {
        next: [ours(['objects', '--all']), ours(['objects', object])],
      })
    const {answer, portalId} = await this.#ask(flags, recordPortal)
    return this.present(answer, presentPortal(answer, portalId, this.screen))
  }

  async #list(flags: ConnectionChoice): Promise<readonly ObjectSummary[]> {
    const {answer, portalId} = await this.#ask(flags, describeObjects)
    return this.presentLong(answer.objects, presentObjects(answer, portalId, this.screen))
  }

  async #show(flags: ConnectionChoice, wanted: Wanted & {readonly object: string}): Promise<ObjectDetail> {
    const {answer, portalId} = await this.#ask(flags, hubspot => describeObject(hubspot, wanted))
    const {detail} = answer
    const [only] = detail.properties
    const lines =
      wanted.property === undefined || only === undefined
        ? presentObject(answer, portalId, this.screen)
        : presentProperty(only, detail, this.screen)
    return this.presentLong(detail, lines)
  }

  async #showAssociations(flags: ConnectionChoice, object: string): Promise<ObjectAssociations> {
    const {answer, portalId} = await this.#ask(flags, hubspot => describeAssociations(hubspot, object))
    return this.presentLong(answer, presentAssociations(answer, portalId, this.screen))
  }

  async #ask<T>(
    flags: ConnectionChoice,
    question: (hubspot: HubSpot) => Promise<T>,
  ): Promise<{answer: T; portalId: number}> {
    const {connection, answer} = await connectAsking(this.shortRequest(flags), question)
    try {
      return {answer: await answer, portalId: connection.account.portalId}
    } finally {
      await connection.close()
    }
  }
}

function forbidWithoutObject(wanted: object): void {
  const [flag] = Object.keys(wanted)
  if (flag === undefined) return
  throw new AppError('USAGE', `--${flag} needs an OBJECT.`, {
    next: [
      ours(['objects', 'CONTACT', `--${flag}`, ...(flag === 'associations' ? [] : [gap('…')])]),
      ours(['objects']),
    ],
  })
}
