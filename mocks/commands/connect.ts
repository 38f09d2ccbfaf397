/** The client of the running sandbox that a command speaks to. */
import {
  type Call,
  type ControlInit,
  callStream,
  createCall,
  type Transport,
} from '../sandbox/client/call.ts'
import { createClient } from '../sandbox/client/client.ts'
import { createHttpTransport } from '../sandbox/client/http.ts'
import type { SandboxClient } from '../sandbox/client/types.ts'
import { toControlUrl } from '../sandbox/server/config.ts'
import { findKeptCertificate } from '../tools/intercept/kept-authority.ts'
import { trustHere } from '../tools/intercept/trust-here.ts'
import type { ClientFlags } from './common.ts'
import { avoidProxies } from './proxy-exceptions.ts'

/** Where `--control`, `ENSAYO_URL` or the default says; the account is `--account`, or `default`. */
export function connect({ control, account = 'default' }: ClientFlags): SandboxClient {
  return createClient(connectCall(control), account)
}

/** The calls of that sandbox, for whoever speaks for several accounts. */
export function connectCall(control?: string): Call {
  return createCall(openTransport(control), readToken())
}

/** What sends bodies that are too large to be one text to that sandbox, or fetches them. */
export function connectStream({ control }: ClientFlags) {
  const transport = openTransport(control)
  return (path: string, init: ControlInit) =>
    callStream(transport, path, { ...init, token: readToken() })
}

function readToken(): string | undefined {
  return process.env.ENSAYO_CONTROL_TOKEN || undefined
}

function openTransport(control?: string): Transport {
  avoidProxies()
  const url = toControlUrl(control, process.env)
  if (url.startsWith('https:')) trustOwnAuthority()
  return createHttpTransport(url, '--control <url>')
}

/** A sandbox of this user that was started with `--tls only`. */
function trustOwnAuthority(): void {
  const certificate = findKeptCertificate(process.env)
  if (certificate !== undefined) trustHere(certificate)
}
