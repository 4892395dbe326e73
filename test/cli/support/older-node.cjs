// As on Node 20, which does not keep compiled code by itself. Preloaded by --require.
delete require('node:module').enableCompileCache
