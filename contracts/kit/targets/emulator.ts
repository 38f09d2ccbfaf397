/** The emulator as a target: one sandbox in process, an account for each case, and its clock. */
import { createSandbox } from '../../../mocks/index.ts'
import type { Engine } from '../../../mocks/sandbox/engine/engine.ts'
import { createRefuser, type Refuser } from './refuser.ts'
import type { Seat, SeatOptions, Target } from './target.ts'

export interface EmulatorOptions {
  provider: string
  /** Profile that every account follows; default: the provider's first. */
  profile?: string
  variants?: Record<string, string>
  /** A look at what a case has left, before its account goes. */
  onDone?: ((engine: Engine, account: string) => Promise<void>) | undefined
}

/** A weekday morning in Bogota, so that banking hours hold. Frozen, so that only cases move time. */
const START_AT = Date.parse('2026-04-06T15:00:00Z')

/** Where connections break off; what follows is an account. */
const BROKEN = 'https://broken.ensayo.localhost/'

/** Starts the emulator of one provider. Throws `EnsayoError` on unknown names. */
export async function createEmulatorTarget(options: EmulatorOptions): Promise<Target> {
  const { provider, profile, variants = {}, onDone } = options
  const attempts = new Map<string, number>()
  const refuser = createRefuser()
  const sandbox = await createSandbox({
    providers: [provider],
    strict: true,
    startAt: START_AT,
    timeRate: 0,
    variants,
    fetch: async (input, init) => {
      const url = String(input)
      if (!url.startsWith(BROKEN)) return refuser.fetch(input, init)
      attempts.set(url, (attempts.get(url) ?? 0) + 1)
      throw new TypeError('the connection broke off')
    },
    ...(profile === undefined ? {} : { profiles: { [provider]: profile } }),
  })
  return {
    name: 'emulator',
    baseUrl: sandbox[provider]!.baseUrl,
    spec: sandbox.engine.providers.get(provider)!.spec,
    lacks: () => undefined,
    patienceMs: Number.POSITIVE_INFINITY,
    open: (seat) => openSeat(sandbox, provider, { attempts, refuser, onDone }, seat),
    close: () => sandbox.close(),
  }
}

type Sandbox = Awaited<ReturnType<typeof createSandbox<string>>>

/** What all seats of the emulator have in common. */
interface Shared extends Pick<EmulatorOptions, 'onDone'> {
  attempts: ReadonlyMap<string, number>
  refuser: Refuser
}

async function openSeat(
  sandbox: Sandbox,
  provider: string,
  { attempts, refuser, onDone }: Shared,
  { variants = {} }: SeatOptions = {},
): Promise<Seat> {
  const account = await sandbox.account()
  for (const [quirk, variant] of Object.entries(variants)) await account.quirks.set(quirk, variant)
  const { baseUrl, credentials, fetch } = account[provider]!
  const refusing = refuser.open()
  return {
    baseUrl,
    credentials,
    ready: async () => {},
    fetch: (request) => fetch(request),
    now: async () => await account.clock.now(),
    pass: async (ms) => void (await account.clock.advance(ms)),
    act: async ({ trigger, parameters }) => account.trigger(trigger, parameters),
    callbacks: {
      url: account.inbox.url,
      refusingUrl: refusing.url,
      messages: async () => {
        await account.settle()
        return [...(await account.inbox.list()), ...refusing.messages]
      },
      arrived: async () => [...(await account.inbox.list()), ...refusing.messages],
      broken: {
        url: `${BROKEN}${account.id}`,
        attempts: () => attempts.get(`${BROKEN}${account.id}`) ?? 0,
      },
    },
    authorizations: { current: undefined },
    remark: () => {},
    abandon: () => {},
    close: async () => {
      await onDone?.(sandbox.engine, account.id)
      await account[Symbol.asyncDispose]()
    },
  }
}
