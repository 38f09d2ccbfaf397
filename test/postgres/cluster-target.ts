/** Processes behind a balancer as the target of a contract: an account for each case, and its clock. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadSpec } from '#dialect/load'
import { parseCallback } from '#kit/targets/receiver'
import type { CallbackMessage, Seat, SeatOptions, Target } from '#kit/targets/target'
import { connectSandbox, type Sandbox } from '../fixtures/any-names.ts'
import type { Cluster } from './cluster.ts'

/** Refuses what it is sent, or breaks off; by the account in the path. */
interface Trouble extends AsyncDisposable {
  url: string
  refused(place: string): CallbackMessage[]
  brokenOff(place: string): number
}

/** Connects to the balancers. Closing it ends no process. */
export async function createClusterTarget(
  { url, providers }: Pick<Cluster, 'url' | 'providers'>,
  provider: string,
): Promise<Target> {
  const sandbox = await connectSandbox(url)
  const baseUrl = providers[provider]!
  const trouble = await createTrouble()
  return {
    name: 'emulator',
    baseUrl,
    spec: await loadSpec(provider),
    lacks: () => undefined,
    patienceMs: Number.POSITIVE_INFINITY,
    open: (seat) => openSeat(sandbox, { provider, baseUrl }, trouble, seat),
    close: async () => trouble[Symbol.asyncDispose](),
  }
}

let seats = 0

async function openSeat(
  sandbox: Sandbox<string>,
  { provider, baseUrl }: { provider: string; baseUrl: string },
  trouble: Trouble,
  { variants = {} }: SeatOptions = {},
): Promise<Seat> {
  const account = await sandbox.account()
  for (const [quirk, variant] of Object.entries(variants)) await account.quirks.set(quirk, variant)
  const { credentials } = account[provider]!
  const place = `${++seats}`
  return {
    baseUrl,
    credentials,
    ready: async () => {},
    fetch: (request) => fetch(request),
    now: () => account.clock.now(),
    pass: async (ms) => void (await account.clock.advance(ms)),
    act: ({ trigger, parameters }) => account.trigger(trigger, parameters),
    callbacks: {
      url: account.inbox.url,
      refusingUrl: `${trouble.url}/refuse/${place}/`,
      messages: async () => {
        await account.settle()
        return [...(await account.inbox.list()), ...trouble.refused(place)]
      },
      arrived: async () => [...(await account.inbox.list()), ...trouble.refused(place)],
      broken: {
        url: `${trouble.url}/break/${place}`,
        attempts: () => trouble.brokenOff(place),
      },
    },
    authorizations: { current: undefined },
    remark: () => {},
    abandon: () => {},
    close: async () => account[Symbol.asyncDispose](),
  }
}

async function createTrouble(): Promise<Trouble> {
  const refused = new Map<string, CallbackMessage[]>()
  const broken = new Map<string, number>()
  const server = createServer(async (request, response) => {
    const [, what, place = ''] = (request.url ?? '').split('/')
    if (what === 'break') {
      broken.set(place, (broken.get(place) ?? 0) + 1)
      request.socket.destroy()
      return
    }
    const messages = refused.get(place) ?? []
    refused.set(place, messages)
    messages.push(await toMessage(request, `/refuse/${place}`, messages.length + 1))
    response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    refused: (place) => refused.get(place) ?? [],
    brokenOff: (place) => broken.get(place) ?? 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function toMessage(
  request: IncomingMessage,
  place: string,
  count: number,
): Promise<CallbackMessage> {
  const rawBody = Buffer.concat(await request.toArray()).toString()
  const headers = request.headers as Record<string, string>
  return {
    id: `refused-${count}`,
    method: request.method ?? '',
    target: (request.url ?? '').slice(place.length),
    headers,
    body: parseCallback(rawBody, headers['content-type'] ?? ''),
    rawBody,
  }
}
