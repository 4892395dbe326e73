import {text} from 'node:stream/consumers'
import {AppError} from '../../errors/app-error.js'
import {defined} from '../../shared/defined.js'
import {tokenCommand} from '../login-command.js'
import {checkTokenText} from '../tokens/static-token.js'
import {completeLogin} from './complete-login.js'
import {tokenInstructions} from './login-guidance.js'
import type {LoginPlace, LoginPorts, LoginResult, LoginTarget} from './login-ports.js'

/** A token is hard to type and easy to cut short: so often it is asked for. */
const MOST_TRIES = 3

/**
 * Saves a private-app token or service key once HubSpot has accepted it: from standard input, or from a prompt that asks
 * again for one that is refused. `chooseTarget` may ask, too, so it is called once and after the first token.
 */
export async function loginWithToken(
  chooseTarget: () => Promise<LoginTarget>,
  {stdin, prompts}: Pick<LoginPlace, 'stdin' | 'prompts'>,
  ports: LoginPorts,
): Promise<LoginResult> {
  // Never an argument: every process of the machine could read it.
  if (stdin.isTTY !== true) {
    const tokenText = await text(stdin)
    return trySaving({target: await chooseTarget(), tokenText, origin: 'standard input'}, ports)
  }
  for (const line of tokenInstructions()) ports.say(line)
  let target: LoginTarget | undefined
  for (let tries = 1; ; tries++) {
    const tokenText = await prompts.askHidden({
      message: 'Private-app token or service key',
      flag: 'it on standard input: --token-stdin < token.txt',
      isNeeded: true,
    })
    target ??= await chooseTarget()
    try {
      return await trySaving({target, tokenText, origin: 'the prompt'}, ports)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'TOKEN_INVALID' || tries === MOST_TRIES) throw error
      ports.say(`${error.message} Paste it again, or press Ctrl-C.`)
    }
  }
}

interface Given {
  readonly target: LoginTarget
  /** As typed or read: blanks around it do not matter. */
  readonly tokenText: string
  readonly origin: string
}

async function trySaving({target, tokenText, origin}: Given, ports: LoginPorts): Promise<LoginResult> {
  const accessToken = checkTokenText(tokenText, origin, [tokenCommand(target.profile, {store: target.store})])
  await ports.store.check(target.profile, target.store)
  const scopes = (await ports.oauth.describeStaticToken(accessToken))?.scopes
  return completeLogin(target, {secret: {kind: 'token', accessToken}, origin, ...defined({scopes})}, ports)
}
