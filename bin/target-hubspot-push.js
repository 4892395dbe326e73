#!/usr/bin/env node
// What engines start as a Singer target: `hubspot-push singer`.
process.argv.splice(2, 0, 'singer')
require('./run.js')
