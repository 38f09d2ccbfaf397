/** What `ensayo start` shows first: where everything is, and what to do next. */

import { isLoopback } from '../base/hosts.ts'
import { describeInstant } from '../base/instant.ts'
import { toFirstCall } from '../sandbox/control/first-call.ts'
import { toQuirkView } from '../sandbox/control/views.ts'
import type { Engine } from '../sandbox/engine/engine.ts'
import { type StartConfig, toControlUrl } from '../sandbox/server/config.ts'
import { toActiveProfile } from './active-profile.ts'
import { toTable } from './columns.ts'
import { PROGRAM, paint } from './output.ts'

type Listening = Pick<StartConfig, 'host' | 'token'>

/** The table of a running sandbox, ready to print. */
export function toBanner(engine: Engine, listening: Partial<Listening> = {}): string {
  const health = engine.health()
  const names = Object.keys(health.providers)
  const first = names[0]
  return [
    '',
    `  ${paint('bold', 'ensayo')} ${health.version}  ${paint('dim', toClockLine(engine))}`,
    '',
    `  ${paint('bold', 'inspector')}  ${paint('cyan', `${health.control}/`)}  ${paint('dim', 'open it in a browser')}`,
    '',
    ...names.flatMap((name) => [toProvider(engine, name), '']),
    `  ${paint('bold', 'control')}  ${paint('cyan', `${health.control}/_ensayo`)}`,
    ...toNotes(listening),
    '',
    ...(first === undefined ? [] : toFirstCallLines(engine, first)),
    '  Then',
    toTable(toNextSteps(health.control), '    '),
    '',
    `  ${paint('dim', 'Ctrl-C stops.')}`,
    '',
  ].join('\n')
}

function toClockLine(engine: Engine): string {
  const { now, rate } = engine.clock('default')
  const pace = rate === 0 ? ', frozen' : rate === 1 ? '' : `, ${rate} times real time`
  return `clock ${describeInstant(Math.trunc(now / 1000) * 1000)}${pace}`
}

/** Who else can reach it, and what they need. */
function toNotes({ host, token }: Partial<Listening>): string[] {
  const isOpen = host === '0.0.0.0' || host === '::'
  const isShared = host !== undefined && !isLoopback(host)
  const notes = [
    isOpen && `listens on all interfaces (${host})`,
    isShared &&
      'others reach it: notifications to this machine itself are withheld, --allow-host localhost lets them go',
    token !== undefined && 'commands need ENSAYO_CONTROL_TOKEN as it was at the start',
  ].filter((note) => typeof note === 'string')
  return notes.map((note) => `    ${paint('dim', note)}`)
}

/** Name, base URL and profile, then the variables that a client needs. */
function toProvider(engine: Engine, name: string): string {
  const { baseUrl, env } = engine.health().providers[name]!
  const quirks = engine.quirks('default', name).map(toQuirkView)
  const active = toActiveProfile(engine.profiles('default', name), quirks)
  const profile = active === undefined ? 'no profiles' : `profile ${active.text}`
  const head = `  ${paint('bold', name)}  ${paint('cyan', baseUrl)}  ${paint('dim', profile)}`
  const variables = Object.entries(env).map(([key, value]) => [paint('dim', key), toOneLine(value)])
  // A value that is broken over lines cannot be copied.
  return `${head}\n${toTable(variables, '    ', Number.POSITIVE_INFINITY)}`
}

function toFirstCallLines(engine: Engine, name: string): string[] {
  const call = toFirstCall(engine, name)
  return call === undefined ? [] : ['  First call', `    ${call}`, '']
}

function toNextSteps(control: string): string[][] {
  const steps = [
    ['env --format shell', 'the variables above, for your program'],
    ['list quirks', 'what is unusual, and which variant is active'],
    ['explain <request id>', 'why an answer is what it is'],
    ['list triggers', 'what a payer or a bank can do'],
  ]
  const isUsual = control === toControlUrl(undefined, {})
  const where = `export ENSAYO_URL=${control}`
  return [
    ...(isUsual ? [] : [[where, paint('dim', 'so that the next ones find this sandbox')]]),
    ...steps.map(([command, what]) => [`${PROGRAM} ${command}`, paint('dim', what!)]),
  ]
}

/** Keys in PEM have many lines. */
function toOneLine(value: string): string {
  const [first = ''] = value.split('\n')
  return first === value ? value : `${first} …`
}
