import type {Hook} from '@oclif/core/hooks'
import {AppError} from '../../errors/app-error.js'
import {withoutSecrets} from '../hide-secrets.js'
import {programCommands, suggestCommands} from './suggest-command.js'
import {printUsageError} from './tell-usage-error.js'

/** oclif's hook for a word that is not a command: the same two forms as every other error, exit 2. */
const commandNotFound: Hook.CommandNotFound = async function (this, {id, argv = [], config}) {
  const words = withoutSecrets([...id.split(':'), ...argv])
  const message = `"${words[0]}" is not a command of ${config.bin}.`
  const error = new AppError('USAGE', message, {next: suggestCommands(config.bin, words, programCommands(config))})
  printUsageError(error, argv)
  this.exit(error.exitCode)
}

export default commandNotFound
