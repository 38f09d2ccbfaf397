/** Where a sandbox listens. All ports are bound before anything is said to be ready, or none is. */
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'
import { toBindError } from '../../core/http/bind-error.ts'
import type { RequestEnv } from '../../core/serve/serve.ts'
import type { Addresses, Engine } from '../engine/engine.ts'
import type { DirectServe } from './direct-listener.ts'
import { createListener, type Fetch, type Listener } from './listener.ts'
import { assertRoom, toProviderPort } from './ports.ts'
import { toPublicAddresses } from './public-addresses.ts'
import { createUnderWay } from './under-way.ts'

export interface ServerOptions {
  engine: Engine
  host: string
  /** Port of the control API; 0 picks free ones for everything. */
  port: number
  control: (engine: Engine) => Hono
  /**
   * Lets the server put its quicker Request and Response in place of the global ones. For the command
   * line; inside somebody else's process the globals are not ours to touch.
   */
  ownsProcess?: boolean
  /** Every port speaks TLS, and plain HTTP beside it unless that is turned off. */
  tls?: { key: string; cert: string; isOnly: boolean } | undefined
  /** The address that a gateway gives us, with or without `{provider}`. */
  publicUrl?: string | undefined
  /** Whether `X-Forwarded-Host` and `-Proto` are believed. */
  trustsProxy?: boolean
}

export interface RunningServer {
  addresses: Addresses
  /** Resolves when the last byte of every answer that was under way has left. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Binds the control port and one port per provider. Throws `PORT_TAKEN`, and then nothing listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, host, port } = options
  assertRoom(port, [...engine.providers.values()])
  const servers: Listener[] = []
  const underWay = createUnderWay()
  const listen = async (
    fetch: Fetch,
    wanted: number,
    name: string,
    direct?: DirectServe,
  ): Promise<string> => {
    const server = createListener(underWay.watch(fetch), {
      ...options,
      hostname: toUrlHost(host),
      direct: direct && underWay.watch(direct),
    })
    servers.push(server)
    return bind(server, wanted, host, name)
  }
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()))
  }
  const { tls, publicUrl } = options
  const names = [...engine.providers.keys()]
  const addressesOutside = publicUrl === undefined ? undefined : toPublicAddresses(publicUrl, names)
  try {
    const control = options.control(engine)
    const shared = shareFetch(control, engine, addressesOutside)
    const addresses: Addresses = {
      // Whoever speaks to it trusts no authority of ours, as long as there is another way.
      control: `${tls?.isOnly ? 'https' : 'http'}://${await listen(shared, port, 'the control API')}`,
      providers: {},
    }
    for (const [index, face] of [...engine.providers.values()].entries()) {
      const baseUrl = addressesOutside?.providers[face.name]
      const named = (env: RequestEnv) => (baseUrl === undefined ? env : { ...env, baseUrl })
      const fetch: Fetch = (request, env) => face.fetch(request, named(env))
      const { direct } = face
      const authority = await listen(
        fetch,
        toProviderPort(port, face, index),
        face.name,
        direct && ((request, env) => direct(request, named(env))),
      )
      addresses.providers[face.name] = `${tls ? 'https' : 'http'}://${authority}`
    }
    engine.addresses = addressesOutside ?? addresses
    return { addresses, settled: underWay.settled, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Every provider is also reached under its name on the control port. */
function shareFetch(control: Hono, engine: Engine, outside: Addresses | undefined): Fetch {
  return (request, env) => {
    const name = request.url.split('/', 4)[3]?.split('?', 1)[0] ?? ''
    const face = engine.providers.get(name)
    if (face === undefined) return control.fetch(request, env)
    const baseUrl = outside?.providers[name]
    const known = baseUrl === undefined ? {} : { baseUrl }
    return face.fetch(request, { ...env, ...known, prefix: `/${name}` })
  }
}

/** Host and port that it is reached by. */
async function bind(
  { server }: Listener,
  port: number,
  host: string,
  name: string,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  await promise.catch((error: NodeJS.ErrnoException) => {
    throw toBindError(error, port, host, name)
  })
  server.removeListener('error', reject)
  // Bound to TCP, so the address is an object.
  const address = server.address() as AddressInfo
  return `${toUrlHost(host)}:${address.port}`
}

/** What a client on this machine calls: a wildcard address is reached over loopback. */
function toUrlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
