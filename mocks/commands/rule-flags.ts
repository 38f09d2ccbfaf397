/** What the flags of `faults`, `stubs` and `chaos` mean: numbers, JSON, headers; and the lists they share. */

import type { Command } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import { readNumber } from '../base/read-flags.ts'
import type { Rule } from '../core/accounts/rule-types.ts'
import { collect } from './common.ts'

/** Flags of every rule. */
export interface TurnFlags {
  times?: string
  skip?: string
  rate?: string
}

export function addTurnOptions(command: Command): Command {
  return command
    .option('--times <n>', 'how often it acts (default: for ever)')
    .option('--skip <n>', 'how many it lets pass first')
    .option('--rate <r>', 'how likely it acts, 0.3 is three in ten; drawn by the seed')
}

export function toTurn({ times, skip, rate }: TurnFlags) {
  return compact({
    times: toAnyNumber('--times', times),
    skip: toAnyNumber('--skip', skip),
    rate: toAnyNumber('--rate', rate),
  })
}

export function addAnswerOptions(command: Command): Command {
  return command
    .option('--status <n>', 'status of the answer')
    .option('--error <name>', "error of the provider's spec")
    .option('--body <json>', 'body of the answer')
    .option('--header <name=value>', 'header of the answer, repeatable', collect)
    .option('--match <json>', 'JSON Schema over { method, path, params, query, headers, body }')
}

export interface AnswerFlags {
  status?: string
  error?: string
  body?: string
  header?: string[]
  match?: string
}

export function toAnswer({ status, error, body, header }: AnswerFlags) {
  return compact({
    status: toAnyNumber('--status', status),
    error,
    body: toJson('--body', body),
    headers: toHeaders(header),
  })
}

/** Whatever its sign and size: the sandbox says what it takes. */
export function toAnyNumber(where: string, text: string | undefined): number | undefined {
  const anyNumber = { least: -Infinity, most: Infinity, isWhole: false, what: 'a number' }
  return readNumber(where, text, { ...anyNumber, cure: 'Give one like 2.' })
}

/** Undefined stays so. Throws `OPTION_INVALID` naming the flag. */
export function toJson(where: string, text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EnsayoError(
      'OPTION_INVALID',
      `${where}: is not JSON: ${reason}. Quote it for the shell, like '{"a":1}'.`,
      { cause },
    )
  }
}

function toHeaders(pairs: string[] | undefined): Record<string, string> | undefined {
  return pairs?.reduce<Record<string, string>>((headers, pair) => {
    const at = pair.indexOf('=')
    if (at < 1) {
      throw new EnsayoError(
        'OPTION_INVALID',
        `--header: "${pair}" is not name=value. Write it like --header retry-after=30.`,
      )
    }
    headers[pair.slice(0, at)] = pair.slice(at + 1)
    return headers
  }, {})
}

/** One of the words that a flag takes. Throws `OPTION_INVALID` naming the flag and the words. */
export function toKind<T extends string>(text: string | undefined, kinds: readonly T[]): T {
  const known = kinds.find((kind) => kind === text)
  if (known !== undefined) return known
  const found =
    text === undefined
      ? '--kind is missing.'
      : `--kind: "${text}" is not a kind.${didYouMean(text, kinds)}`
  throw new EnsayoError('OPTION_INVALID', `${found} Give one of ${kinds.join(', ')}.`)
}

/** Leaves out what was not said. */
export function compact<T extends object>(fields: T): Partial<T> {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<T>
}

/** `acted 1 of 4, at most 2 times, rate 0.3`. */
export function toTally({ seen, acted, times, skip, rate }: Rule): string {
  const limits = [
    times === undefined ? '' : `at most ${times}`,
    skip === undefined ? '' : `after ${skip}`,
    rate === undefined ? '' : `rate ${rate}`,
  ]
  return [`${acted} of ${seen}`, ...limits].filter(Boolean).join(', ')
}
