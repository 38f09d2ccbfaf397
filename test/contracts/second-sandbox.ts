/**
 * A second sandbox that stands in for a provider's real one: over HTTPS with a certificate of its own,
 * without a word of ours in its answers, on a profile of its choice and with deviations of its own.
 */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { getRequestListener } from '@hono/node-server'
import { afterAll } from 'vitest'
import type { Act } from '#kit/targets/target'
import { createSandbox } from '../../mocks/index.ts'

export interface Reply {
  operationId: string | undefined
  status: number
  headers: Record<string, string>
  /** Parsed where it is JSON, else text. */
  // biome-ignore lint/suspicious/noExplicitAny: a deviation reaches into what it knows is there
  body: any
  /** Epoch ms on the second sandbox's clock. */
  now: number
}

/** Departs from what the spec says, where the real sandbox would. */
export interface Deviation {
  /** A statement: `the fee is called otherwise`. */
  title: string
  /** What a report must name: pieces of the text of one finding. */
  names: readonly string[]
  /** The first flow that sees it, or the start of the names of several. */
  flow: string
  /** Clients do not break on it: it is named, and fails nothing. */
  isHarmless?: true
  /** Changes an answer in place. */
  answer?(reply: Reply): void
  /** Changes a notification in place. */
  notification?(message: { headers: Record<string, string>; body: Record<string, unknown> }): void
}

/** Changes answers of one operation that went well. */
export function of(operationId: string, change: (body: Reply['body'], reply: Reply) => void) {
  return (reply: Reply): void => {
    if (reply.operationId === operationId && reply.status < 300) change(reply.body, reply)
  }
}

export interface SecondSandbox extends AsyncDisposable {
  baseUrl: string
  /** The variables of the provider, with this sandbox's base URL. */
  env: Record<string, string>
  /** Plays the person. */
  human(act: Act): Promise<unknown>
  /** Lets its time pass. */
  wait(ms: number): Promise<void>
  now(): Promise<number>
}

const PEM = readFileSync(join(import.meta.dirname, '../fixtures/localhost.pem'), 'utf8')
export const CERTIFICATE = join(import.meta.dirname, '../fixtures/localhost.pem')

/** A weekday morning in Bogota. */
const START_AT = Date.parse('2026-04-06T15:00:00Z')

/** Makes this process trust the second sandbox while the tests of a file run. */
export function trustSecondSandbox(): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, PEM])
  afterAll(() => tls.setDefaultCACertificates(before))
}

/** Starts it on a free port. */
export async function openSecondSandbox(
  provider: string,
  { profile, deviations = [] }: { profile?: string; deviations?: readonly Deviation[] } = {},
): Promise<SecondSandbox> {
  const sandbox = await createSandbox({
    providers: [provider],
    startAt: START_AT,
    timeRate: 0,
    ...(profile === undefined ? {} : { profiles: { [provider]: profile } }),
    fetch: (input, init) => fetch(input, alterNotification(init, deviations)),
  })
  const { baseUrl: inside, env, fetch: ask } = sandbox[provider]!
  const now = async () => await sandbox.clock.now()
  const listener = getRequestListener(async (request) => {
    const { pathname, search } = new URL(request.url)
    const answer = await ask(new Request(`${inside}${pathname}${search}`, request))
    return alterAnswer(answer, deviations, await now())
  })
  const server = createServer({ key: PEM, cert: PEM }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`
  const outside = Object.entries(env).map(([name, value]) => [
    name,
    value === inside ? baseUrl : value,
  ])
  return {
    baseUrl,
    env: Object.fromEntries(outside),
    human: async ({ trigger, parameters }) => {
      const said = await sandbox.trigger(trigger, parameters)
      await sandbox.settle()
      return said
    },
    wait: async (ms) => {
      await sandbox.clock.advance(ms)
      await sandbox.settle()
    },
    now,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await sandbox.close()
    },
  }
}

async function alterAnswer(
  answer: Response,
  deviations: readonly Deviation[],
  now: number,
): Promise<Response> {
  const text = await answer.text()
  const headers = Object.fromEntries(answer.headers)
  const operationId = headers['x-ensayo-operation']
  for (const name of Object.keys(headers)) if (name.startsWith('x-ensayo-')) delete headers[name]
  delete headers['content-length']
  const parsed = parse(text)
  const reply: Reply = { operationId, status: answer.status, headers, body: parsed ?? text, now }
  for (const { answer: alter } of deviations) alter?.(reply)
  const isEmpty = reply.status === 204 || text === ''
  const body = isEmpty ? null : parsed === undefined ? reply.body : JSON.stringify(reply.body)
  return new Response(body, { status: reply.status, headers: reply.headers })
}

function alterNotification(
  init: RequestInit | undefined,
  deviations: readonly Deviation[],
): RequestInit {
  const headers = Object.fromEntries(new Headers(init?.headers))
  const body = parse(String(init?.body))
  if (body === undefined) return { ...init }
  const message = { headers, body: body as Record<string, unknown> }
  for (const { notification } of deviations) notification?.(message)
  return { ...init, headers: message.headers, body: JSON.stringify(message.body) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
