import {STORE_MEANINGS} from './login-guidance.js'
import type {LoginPlace} from './login-ports.js'
import type {StoreKind} from './profile.js'

/**
 * A keychain unlocked at a desk cannot be read from cron, so the person says what the login is for. Where nobody can be
 * asked it is for scripts.
 */
export async function chooseStore({env, prompts}: Pick<LoginPlace, 'env' | 'prompts'>): Promise<StoreKind> {
  if (env['HUBSPOT_PUSH_KEYCHAIN'] === '0' || !prompts.canAsk()) return 'file'
  const question = {message: 'Will scripts in cron use this login?', flag: '--store file or --store keychain'}
  const answer = await prompts.askChoice(question, [
    {name: `Yes – ${STORE_MEANINGS.file}`, value: 'file'},
    {name: `No – ${STORE_MEANINGS.keychain}`, value: 'keychain'},
  ])
  return answer === 'keychain' ? 'keychain' : 'file'
}
