import type {Hook} from '@oclif/core/hooks'
import {AppError} from '../errors/app-error.js'
import {screenOf} from './palette.js'
import {errorJson} from './present/error-json.js'
import {presentError} from './present/present-error.js'
import {suggestCommands} from './suggest-command.js'
import {withoutSecrets} from './typed-secrets.js'

/** oclif's hook for a word that is no command: the same two forms as every other error, exit 2. */
const commandNotFound: Hook.CommandNotFound = async function (this, {id, argv = [], config}) {
  const words = withoutSecrets([...id.split(':'), ...argv])
  const commands = config.commands.filter(({hidden}) => !hidden).map(command => command.id.replaceAll(':', ' '))
  const error = new AppError('USAGE', `"${words[0]}" is not a command of ${config.bin}.`, {
    next: suggestCommands(config.bin, words, commands),
  })
  if (argv.includes('--json'))
    process.stdout.write(
      `${JSON.stringify(
        errorJson(error, text => text),
        null,
        2,
      )}\n`,
    )
  else process.stderr.write(`${presentError(error, screenOf(process.stderr, process.env).palette).join('\n')}\n`)
  this.exit(error.exitCode)
}

export default commandNotFound
