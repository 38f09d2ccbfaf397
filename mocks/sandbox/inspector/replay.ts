/** A kept request once more: as a command to copy, or sent by the sandbox itself. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Engine } from '../engine/engine.ts'
import { sendRequest } from '../engine/send-request.ts'

/** What the connection decides, not the caller. */
const OF_CONNECTION =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|keep-alive|te|trailer|upgrade|expect|cookie|proxy-.*)$/i

/** The request as a curl command. */
export function toCurl(engine: Engine, entry: JournalEntry): string {
  const { method, body } = entry.request
  return [
    `curl -X ${quote(method)} ${quote(toUrl(engine, entry))}`,
    ...headersOf(entry).map(([name, value]) =>
      value === '' ? `-H ${quote(`${name};`)}` : `-H ${quote(`${name}: ${value}`)}`,
    ),
    ...(body === '' ? [] : [`--data-raw ${quote(body)}`]),
  ].join(' \\\n  ')
}

/**
 * Sends it again, with the account's own valid credentials where `isFresh`. The id of the new entry;
 * undefined when the journal has none, because nothing was answered.
 */
export async function sendAgain(
  engine: Engine,
  entry: JournalEntry,
  { isFresh }: { isFresh: boolean },
): Promise<string | undefined> {
  const same = toRequest(engine, entry)
  const request = isFresh ? await engine.equip(entry.account, entry.provider, same) : same
  return (await sendRequest(engine, entry.provider, request)).id
}

function toRequest(engine: Engine, entry: JournalEntry): Request {
  const { method, body } = entry.request
  const { origin } = new URL(toUrl(engine, entry))
  return new Request(`${origin}${entry.request.path}`, {
    method,
    headers: headersOf(entry),
    ...(body === '' || method === 'GET' || method === 'HEAD' ? {} : { body }),
  })
}

function headersOf({ request }: JournalEntry): [string, string][] {
  return Object.entries(request.headers).filter(([name]) => !OF_CONNECTION.test(name))
}

function toUrl({ addresses }: Engine, { provider, request }: JournalEntry): string {
  const baseUrl = addresses.providers[provider] ?? `${addresses.control}/${provider}`
  return `${baseUrl}${request.path}`
}

function quote(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
