/** Where a sandbox listens. All ports are bound before anything is said to be ready, or none is. */
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import { toBindError } from '../../core/http/bind-error.ts'
import type { Addresses, Engine, ProviderFace } from '../engine/engine.ts'
import { createListener, type Fetch, type Listener } from './listener.ts'
import { createUnderWay } from './under-way.ts'

/** Where the control API is unless told otherwise; providers then take their own preferred ports. */
export const DEFAULT_PORT = 4800

const MAX_PORT = 65_535

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
  assertRoom(port, engine)
  const servers: Listener[] = []
  const underWay = createUnderWay()
  const listen = async (fetch: Fetch, wanted: number, name: string): Promise<string> => {
    const server = createListener(underWay.watch(fetch), options)
    servers.push(server)
    return bind(server, wanted, host, name)
  }
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()))
  }
  const { tls } = options
  try {
    const control = options.control(engine)
    const shared = shareFetch(control, engine)
    const addresses: Addresses = {
      // Whoever speaks to it trusts no authority of ours, as long as there is another way.
      control: `${tls?.isOnly ? 'https' : 'http'}://${await listen(shared, port, 'the control API')}`,
      providers: {},
    }
    for (const [index, face] of [...engine.providers.values()].entries()) {
      const fetch: Fetch = (request, env) => face.fetch(request, env)
      const authority = await listen(fetch, toPort(port, face, index), face.name)
      addresses.providers[face.name] = `${tls ? 'https' : 'http'}://${authority}`
    }
    engine.addresses = addresses
    return { addresses, settled: underWay.settled, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Every provider is also reached under its name on the control port. */
function shareFetch(control: Hono, engine: Engine): Fetch {
  return (request, env) => {
    const name = request.url.split('/', 4)[3]?.split('?', 1)[0] ?? ''
    const face = engine.providers.get(name)
    return face ? face.fetch(request, { ...env, prefix: `/${name}` }) : control.fetch(request, env)
  }
}

function toPort(control: number, face: ProviderFace, index: number): number {
  if (control === 0) return 0
  if (control === DEFAULT_PORT && face.spec.port !== undefined) return face.spec.port
  return control + 1 + index
}

/** Throws `OPTION_INVALID` when a provider would get a port that there is not. */
function assertRoom(control: number, engine: Engine): void {
  const faces = [...engine.providers.values()]
  const highest = Math.max(0, ...faces.map((face, index) => toPort(control, face, index)))
  if (highest <= MAX_PORT) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `--port: ${control} leaves no room for the providers, which take the next ports. With ${faces.length} of them ${MAX_PORT - faces.length} is the highest.`,
  )
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
