import {text} from 'node:stream/consumers'
import {Entry} from 'keytar'
import type {KeychainAnswer, KeychainCall} from './keychain-call.js'

// Run by keychain.ts as a process of its own: native calls into a locked or broken keychain may hang, and only a
// process can be given up.

/**
 * On Linux only a Secret Service counts: the kernel keyring, the library's silent second choice, is empty after a
 * reboot.
 */
const SECRET_SERVICE_ONLY = {linux: {store: 'secret-service'}} as const

function answer(call: KeychainCall): KeychainAnswer {
  try {
    const entry = new Entry(call.service, call.account, SECRET_SERVICE_ONLY)
    if (call.action === 'write') entry.setSecret(Buffer.from(call.secret, 'utf8'))
    if (call.action === 'remove') entry.deleteCredential()
    if (call.action !== 'read') return {ok: true}
    const secret = entry.getSecret() // unlike getPassword it tells an unreadable keychain from an empty one
    return secret === null ? {ok: true} : {ok: true, secret: Buffer.from(secret).toString('utf8')}
  } catch (error) {
    return {ok: false, why: error instanceof Error ? error.message : String(error)}
  }
}

void text(process.stdin).then(line => {
  const call: KeychainCall = JSON.parse(line)
  process.stdout.write(JSON.stringify(answer(call)))
})
