// For --import: before the nth time that the program opens FILE, or looks at it, another file is put in its place.

import {renameSync} from 'node:fs'
import fs from 'node:fs/promises'
import {syncBuiltinESMExports} from 'node:module'
import {basename} from 'node:path'

const {RENAME_AT, RENAME_FILE, RENAME_BY} = process.env
let times = 0
for (const name of ['open', 'stat']) {
  const original = fs[name]
  fs[name] = (path, ...others) => {
    if (basename(String(path)) === RENAME_FILE && ++times === Number(RENAME_AT)) renameSync(RENAME_BY, RENAME_FILE)
    return original(path, ...others)
  }
}
syncBuiltinESMExports()
