/** What `ensayo start` shows first: where everything is, and what to do next. */
import type { Engine } from '../app.ts'
import { toControlUrl } from '../config.ts'
import { toProgram } from './common.ts'
import { toFirstCall } from './first-call.ts'
import { paint, toTable, toTime } from './output.ts'

/** The table of a running sandbox, ready to print. */
export function toBanner(engine: Engine): string {
  const health = engine.health()
  const names = Object.keys(health.providers)
  const first = names[0]
  return [
    '',
    `  ${paint('bold', 'ensayo')} ${health.version}  ${paint('dim', toClockLine(engine))}`,
    '',
    ...names.flatMap((name) => [toProvider(engine, name), '']),
    `  ${paint('bold', 'control')}  ${paint('cyan', `${health.control}/_ensayo`)}`,
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
  return `clock ${toTime(Math.trunc(now / 1000) * 1000)}${pace}`
}

/** Name, base URL and profile, then the variables that a client needs. */
function toProvider(engine: Engine, name: string): string {
  const { baseUrl, env } = engine.health().providers[name]!
  const active = engine.profiles('default', name).find((each) => each.isActive)
  const profile = active === undefined ? 'own choice of variants' : `profile ${active.profile}`
  const head = `  ${paint('bold', name)}  ${paint('cyan', baseUrl)}  ${paint('dim', profile)}`
  const variables = Object.entries(env).map(([key, value]) => [paint('dim', key), toOneLine(value)])
  return `${head}\n${toTable(variables, '    ')}`
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
    ...steps.map(([command, what]) => [`${toProgram()} ${command}`, paint('dim', what!)]),
  ]
}

/** Keys in PEM have many lines. */
function toOneLine(value: string): string {
  const [first = ''] = value.split('\n')
  return first === value ? value : `${first} …`
}
