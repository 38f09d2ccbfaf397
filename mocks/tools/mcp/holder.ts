/** Holds one sandbox for as long as the assistant stays, and another when that one has gone. */
import { EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Call } from '../../sandbox/client/call.ts'
import { createClient } from '../../sandbox/client/client.ts'
import type { SandboxClient } from '../../sandbox/client/types.ts'

export interface Held {
  call: Call
  /** Specs that are at hand, by name; none of a sandbox elsewhere. */
  specs: ReadonlyMap<string, { spec: Spec }>
  /** Ends it where it is ours. */
  close(): Promise<void>
}

export interface Sources {
  /** Undefined when none answers. */
  find(): Promise<Held | undefined>
  start(): Promise<Held>
}

export type Holder = ReturnType<typeof createHolder>

/** Begins to look at once, so that the sandbox is there when the first tool is called. */
export function createHolder(sources: Sources) {
  let held: Promise<Held> | undefined
  let last: Held | undefined
  const get = async (): Promise<Held> => {
    held ??= open(sources).catch((error) => {
      held = undefined
      throw error
    })
    last = await held
    return last
  }
  // Whoever calls the first tool is told what went wrong.
  get().catch(() => {})
  return {
    use: async <T>(account: string, work: (client: SandboxClient) => Promise<T>): Promise<T> => {
      const found = await get()
      try {
        return await work(createClient(found.call, account))
      } catch (error) {
        if (!hasCode(error, 'SANDBOX_UNREACHABLE')) throw error
        if (found === last) held = undefined
        return work(createClient((await get()).call, account))
      }
    },
    specs: () => last?.specs ?? new Map(),
    close: async () => {
      await held?.then(({ close }) => close()).catch(() => {})
    },
  }
}

async function open({ find, start }: Sources): Promise<Held> {
  const found = await find()
  if (found !== undefined) return found
  try {
    return await start()
  } catch (error) {
    // Another assistant has started one meanwhile.
    const other = hasCode(error, 'PORT_TAKEN') ? await find() : undefined
    if (other === undefined) throw error
    return other
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof EnsayoError && error.code === code
}
