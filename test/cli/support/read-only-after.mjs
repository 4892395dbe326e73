// For --import: after so many appends to files of a run the file system is as if mounted read-only.
import fs from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'

let left = Number(process.env.APPENDS_LEFT)

function refuse(syscall, path) {
  throw Object.assign(new Error(`EROFS: read-only file system, ${syscall}`), {errno: -30, code: 'EROFS', syscall, path})
}

const {writeSync} = fs
fs.writeSync = (file, bytes, offset, length, position) => {
  const isAppend = position === null // of src/shared/files/whole-pieces.ts; a lock is written at a place
  if (isAppend) left -= 1
  return isAppend && left < 0 ? refuse('write') : writeSync(file, bytes, offset, length, position)
}
for (const api of [fs, fs.promises]) {
  for (const name of ['unlink', 'rm', 'rename', 'mkdir', 'writeFile']) {
    const called = api === fs ? `${name}Sync` : name
    const original = api[called]
    api[called] = (path, ...others) => (left < 0 ? refuse(name, String(path)) : original(path, ...others))
  }
}
syncBuiltinESMExports()
