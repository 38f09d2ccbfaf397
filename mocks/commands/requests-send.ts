/** `ensayo requests send`: calls an operation with the account's own credentials. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { invalidFlag } from '../base/read-flags.ts'
import { addClientOptions, addExamples, type ClientFlags, collect } from './common.ts'
import { connect } from './connect.ts'
import { paint, paintStatus, print, printJson } from './output.ts'

interface Flags extends ClientFlags {
  param?: string[]
  body?: string
  /** False for `--no-authorise`. */
  authorise: boolean
}

export function addSend(group: Command): void {
  const sending = group
    .command('send')
    .description('call an operation with the account’s own credentials')
    .argument('<operation>', 'e.g. createPayment, or cobru.createPayment')
    .option('--param <name=value>', 'of path, query or headers, repeatable', collect)
    .option('--body <json>', 'the body, or @file; left out, the documented example')
    .option('--no-authorise', 'without credentials')
  addExamples(
    addClientOptions(sending).action(send),
    'requests send createPayment',
    'requests send cobru.getPayment --param url=3gofdf6f',
  )
}

async function send(operationId: string, { param, body, authorise, ...flags }: Flags) {
  const sent = await connect(flags).requests.send({
    operationId,
    parameters: Object.fromEntries((param ?? []).map(toPair)),
    ...(body === undefined ? {} : { body: readBody(body) }),
    authorise,
  })
  if (flags.json) return printJson(sent)
  print(paint('bold', `${sent.sent.method} ${sent.sent.path}`))
  if (sent.sent.body !== undefined) print(JSON.stringify(sent.sent.body, null, 2))
  print(`\n${paintStatus(sent.status)} ${paint('dim', sent.request ?? '')}`)
  const hint = sent.headers['x-ensayo-hint']
  const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body, null, 2)
  if (text !== '' && text !== 'null') print(text)
  if (hint !== undefined) print(`\nhint   ${hint}`)
}

/** A value may hold `=` itself. */
function toPair(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw invalidFlag('--param', text, 'not name=value', 'Write it like --param url=3gofdf6f.')
}

function readBody(text: string): unknown {
  const json = text.startsWith('@') ? readFile(text.slice(1)) : text
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new EnsayoError('OPTION_INVALID', `--body: this is not JSON. Write it like '{"a": 1}'.`, {
      cause,
    })
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new EnsayoError('OPTION_INVALID', `--body: ${path} cannot be read. Is the path right?`, {
      cause,
    })
  }
}
