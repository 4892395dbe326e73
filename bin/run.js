#!/usr/bin/env node
if (require('./check-node.js').check()) require('../dist/main.js')
