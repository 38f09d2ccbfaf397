/** `ensayo trigger`: plays what the outside world would do. */
import type { Command } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import type { TriggerView } from '../sandbox/control/views.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson } from './output.ts'

export function define(program: Command): void {
  const command = program
    .command('trigger')
    .usage('<provider>.<event> [--key value…] [options]')
    .argument('<name>', 'name of the trigger; "ensayo list triggers" shows them with their flags')
    .argument('[flags...]')
    .configureHelp({ visibleArguments: (each) => each.registeredArguments.slice(0, 1) })
    .allowUnknownOption()
  addClientOptions(command).action(trigger)
  addExamples(command, 'trigger cobru.payment.approve --url 3gofdf6f')
}

async function trigger(name: string, words: string[], flags: ClientFlags): Promise<void> {
  const client = connect(flags)
  const all = await client.triggers.list()
  const found = all.find((each) => each.name === name)
  if (!found) throw unknownTrigger(name, all)
  const parameters = toParameters(found, words)
  refuseMissing(found, parameters)
  const result = await client.trigger(name, parameters)
  if (flags.json) printJson(result)
  else print(`${found.title}.${toText(result)}`)
}

/**
 * Reads `--key value` and `--key=value` as the trigger's schema wants them. Throws
 * `TRIGGER_INVALID` naming the flag.
 */
export function toParameters(trigger: TriggerView, words: string[]): Record<string, unknown> {
  const properties = (trigger.parameters.properties ?? {}) as Record<string, { type?: unknown }>
  const parameters: Record<string, unknown> = {}
  for (const [name, text] of toPairs(trigger, words)) {
    const property = properties[name]
    if (property === undefined) throw unknownFlag(trigger, name, Object.keys(properties))
    if (Object.hasOwn(parameters, name)) throw invalid(trigger, `--${name} is there twice.`)
    parameters[name] = toValue(trigger, name, text, property.type)
  }
  return parameters
}

/** Throws `TRIGGER_INVALID` naming the first flag that the trigger needs and was not given. */
export function refuseMissing(trigger: TriggerView, given: Record<string, unknown>): void {
  const { required = [], properties = {} } = trigger.parameters as {
    required?: string[]
    properties?: Record<string, { description?: string }>
  }
  const missing = required.filter((name) => !Object.hasOwn(given, name))
  const [first] = missing
  if (first === undefined) return
  const flags = missing.map((name) => `--${name} <${toPlaceholder(properties[name])}>`).join(' ')
  throw invalid(
    trigger,
    `--${first} is missing. Write it like "ensayo trigger ${trigger.name} ${flags}".`,
  )
}

/** `slug`, when it is described as `Slug of the payment`. */
function toPlaceholder(property: { description?: string } | undefined): string {
  return /^[a-z]+/i.exec(property?.description ?? '')?.[0].toLowerCase() ?? 'value'
}

/** A flag without a value gives undefined: true for a boolean. */
function toPairs(trigger: TriggerView, words: string[]): [string, string | undefined][] {
  const pairs: [string, string | undefined][] = []
  for (let at = 0; at < words.length; at++) {
    const [, name, , given] = /^--([^=]+)(=([\s\S]*))?$/.exec(words[at]!) ?? []
    if (name === undefined) {
      throw invalid(trigger, `"${words[at]}" is not a flag. Write --key value.`)
    }
    const next = words[at + 1]
    if (given === undefined && next !== undefined && !next.startsWith('--')) at++
    pairs.push([name, given ?? (next?.startsWith('--') ? undefined : next)])
  }
  return pairs
}

function toValue(trigger: TriggerView, name: string, text: string | undefined, type: unknown) {
  if (type === 'boolean' && (text === undefined || /^(true|false)$/.test(text))) {
    return text !== 'false'
  }
  if (text === undefined) throw invalid(trigger, `--${name} lacks its value.`)
  if (type === 'string' || type === undefined) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalid(trigger, `--${name}: "${text}" is not of type ${String(type)}.`)
  }
}

function toText(result: unknown): string {
  const isEmpty = typeof result !== 'object' || Object.keys(result ?? {}).length === 0
  return isEmpty ? '' : `\n${JSON.stringify(result, null, 2)}`
}

function unknownTrigger(name: string, all: TriggerView[]): EnsayoError {
  const names = all.map((each) => each.name)
  const cure = didYouMean(name, names) || ' "ensayo list triggers" shows them.'
  return new EnsayoError('TRIGGER_UNKNOWN', `No trigger "${name}".${cure}`)
}

function unknownFlag(trigger: TriggerView, name: string, known: string[]): EnsayoError {
  const flags = known.map((each) => `--${each}`).join(', ') || 'no flags'
  return invalid(trigger, `--${name} is not known.${didYouMean(name, known)} It takes ${flags}.`)
}

function invalid(trigger: TriggerView, why: string): EnsayoError {
  return new EnsayoError('TRIGGER_INVALID', `${trigger.name}: ${why}`)
}
