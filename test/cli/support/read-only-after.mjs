// For --import: after so many appends to files of a run the file system is as if mounted read-only.
import fs from 'node:fs/promises'
import {syncBuiltinESMExports} from 'node:module'
import {devNull} from 'node:os'

let left = Number(process.env.APPENDS_LEFT)

function refuse(syscall, path) {
  throw Object.assign(new Error(`EROFS: read-only file system, ${syscall}`), {errno: -30, code: 'EROFS', syscall, path})
}

const probe = await fs.open(devNull)
const prototype = Object.getPrototypeOf(probe)
await probe.close()
const {appendFile} = prototype
prototype.appendFile = function (...args) {
  left -= 1
  return left < 0 ? refuse('write') : appendFile.apply(this, args)
}
for (const name of ['unlink', 'rm', 'rename', 'mkdir', 'writeFile']) {
  const original = fs[name]
  fs[name] = async (path, ...others) => (left < 0 ? refuse(name, String(path)) : original(path, ...others))
}
syncBuiltinESMExports()
