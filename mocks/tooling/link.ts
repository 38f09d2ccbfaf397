/**
 * Lets `npx --no-install ensayo` work in a checkout as in a project that has the package: npm links the
 * programs of packages that it installs, and not those of the package it stands in. `npm ci` runs this.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../node_modules/.bin')

const UNIX = '#!/bin/sh\nexec node "$(dirname "$0")/../../mocks/cli.ts" "$@"\n'
const WINDOWS = '@node "%~dp0..\\..\\mocks\\cli.ts" %*\r\n'

mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'ensayo'), UNIX, { mode: 0o755 })
writeFileSync(join(folder, 'ensayo.cmd'), WINDOWS)
