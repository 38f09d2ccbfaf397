/** The only file that listens. All ports are bound before anything is said to be ready, or none is. */
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import { toBindError } from '../../core/http/bind-error.ts'
import type { RequestEnv } from '../../core/serve/serve.ts'
import type { Addresses, Engine, ProviderFace } from '../engine/engine.ts'

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
}

export interface RunningServer {
  addresses: Addresses
  close(): Promise<void>
}

/** Binds the control port and one port per provider. Throws `PORT_TAKEN`, and then nothing listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, host, port } = options
  assertRoom(port, engine)
  const servers: ServerType[] = []
  const listen = async (fetch: Fetch, wanted: number, name: string): Promise<string> => {
    const server = createAdaptorServer({
      fetch: fetch as never,
      // HTTP/1.0 need not say by which name it came.
      hostname: toUrlHost(host),
      overrideGlobalObjects: options.ownsProcess ?? false,
    })
    servers.push(server)
    return bind(server, wanted, host, name)
  }
  const close = () => closeAll(servers)
  try {
    const control = options.control(engine)
    const shared = shareFetch(control, engine)
    const addresses: Addresses = {
      control: await listen(shared, port, 'the control API'),
      providers: {},
    }
    for (const [index, face] of [...engine.providers.values()].entries()) {
      const fetch: Fetch = (request, env) => face.fetch(request, env)
      addresses.providers[face.name] = await listen(fetch, toPort(port, face, index), face.name)
    }
    engine.addresses = addresses
    return { addresses, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Fetch = (request: Request, env: RequestEnv) => Response | Promise<Response>

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

async function bind(server: ServerType, port: number, host: string, name: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  await promise.catch((error: NodeJS.ErrnoException) => {
    throw toBindError(error, port, host, name)
  })
  server.removeListener('error', reject)
  // Bound to TCP, so the address is an object.
  const address = server.address() as AddressInfo
  return `http://${toUrlHost(host)}:${address.port}`
}

/** What a client on this machine calls: a wildcard address is reached over loopback. */
function toUrlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

async function closeAll(servers: readonly ServerType[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          if ('closeAllConnections' in server) server.closeAllConnections()
        }),
    ),
  )
}
