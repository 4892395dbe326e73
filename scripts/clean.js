// Old compiled files would still be found as commands: a build starts from an empty dist.
import {rmSync} from 'node:fs'

rmSync(new URL('../dist', import.meta.url), {recursive: true, force: true})
