/** What the tests of public clients share: their requests go out as they build them, without our own helpers. */
import { expect } from 'vitest'
import type { Account } from '../../../mocks/index.ts'
import { type Cobru, createCobru } from './kit.ts'

// biome-ignore lint/suspicious/noExplicitAny: a client reads what it finds
export type Loose = any

export interface Sent {
  status: number
  text: string
  /** As the client's first parse gives it. */
  body: Loose
}

/** Sends JSON as an HTTP client would: path joined by the client, headers of the client alone. */
export async function sendJson(
  { sandbox }: Cobru,
  path: string,
  { method = 'POST', headers, body }: { method?: string; headers: object; body?: unknown },
): Promise<Sent> {
  const init = {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  const answer = await sandbox.cobru.fetch(path, init)
  const text = await answer.text()
  return { status: answer.status, text, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A Cobru on a profile. */
export const startProfile = (cobru: string) => createCobru({ profiles: { cobru } })

/** Everything that reached the inbox, oldest first, as it came. */
export async function readInbox(sandbox: Pick<Account<'cobru'>, 'inbox' | 'settle'>) {
  await sandbox.settle()
  return sandbox.inbox.list()
}

/** As a typed language takes a value: throws where PHP would, with the types of the class. */
export function expectTyped(found: Record<string, unknown>, types: Record<string, string>): void {
  for (const [name, type] of Object.entries(types)) {
    const isOptional = type.startsWith('?')
    if (isOptional && (found[name] === undefined || found[name] === null)) continue
    expect(found[name], name).toSatisfy(CHECKS[type.replace('?', '')]!)
  }
}

/** Weak typing of PHP: numeric text is a number, and a number is text. */
const CHECKS: Record<string, (value: unknown) => boolean> = {
  int: (value) => Number.isInteger(typeof value === 'string' ? Number(value) : value),
  float: (value) => value !== '' && value !== null && Number.isFinite(Number(value)),
  string: (value) => ['string', 'number'].includes(typeof value),
  bool: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
}
