/** `ensayo init`: writes a configuration to begin with; `init provider` a provider. */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { CONFIG_NAMES } from '../sandbox/config/read-config.ts'
import { addExamples } from './common.ts'
import { defineProvider } from './init-provider.ts'
import { print, toCallable } from './output.ts'
import { assertWritable } from './writable.ts'

interface Flags {
  config: string
  force?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('init')
    .option('--config <file>', 'where to write it', CONFIG_NAMES[0]!)
    .option('--force', 'write over what is there')
    .action(init)
  addExamples(command, 'init', 'init --config sandbox/ensayo.config.yaml')
  defineProvider(command)
}

async function init({ config, force = false }: Flags): Promise<void> {
  const others = CONFIG_NAMES.map((name) => join(dirname(config), name))
  const there = [config, ...others].find((name) => existsSync(name))
  if (there !== undefined && !force) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `init: ${there} is there already. Change it, name another with --config, or write over it with --force.`,
    )
  }
  await assertWritable('--config', config)
  writeFileSync(config, TEMPLATE)
  print(
    toCallable(`Wrote ${config}. Next:
  1. Open it and take away the "#" where you want something else.
  2. "ensayo doctor" says whether it and this machine fit.
  3. "ensayo start" serves.`),
  )
}

/** Everything in it is the default, so that it changes nothing until somebody does. */
export const TEMPLATE = `# yaml-language-server: $schema=./node_modules/ensayo/dist/ensayo.config.schema.json
# What the sandbox serves and starts with. Flags and variables of the environment win over this file;
# paths are relative to it. Options have no space after the "#".

# Providers to serve; default: all of them. A path is a spec of your own.
#providers: [cobru, cobre]

# Which of the documented behaviours; "ensayo profiles" and "ensayo quirks" list them.
#profiles:
#  cobru: legacy

#port: 4800
# Keep everything in a folder, beyond the end of the process.
#data: ./sandbox
# Notifications to a host of yours go to your machine instead.
#forward:
#  yourapp.com: http://localhost:3000

# Clocks: where they start, how fast they run.
#at: "2026-11-20T12:00:00Z"
#freeze: true

# Accounts of your team, with credentials of your own, and what has happened on them already.
#accounts:
#  - name: shop
#    credentials:
#      cobru: { apiKey: our-key, refreshToken: our-token }
#    seeds:
#      - state: a payment has been paid
#        provider: cobru
#        as: paid
#      - advance: PT1M
`
