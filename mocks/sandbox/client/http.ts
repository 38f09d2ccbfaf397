/** Reaches a sandbox in another process. */
import { type Transport, unreachable } from './call.ts'

/** `url` is that of the control port, without `/_ensayo`; `giver` is how the caller says another. */
export function createHttpTransport(url: string, giver: string): Transport {
  return {
    url,
    giver,
    control: async (target, init) => {
      try {
        // A body that is written as it is made cannot be answered before it ends.
        return await fetch(target, { ...init, duplex: 'half' } as RequestInit)
      } catch (error) {
        throw unreachable(`No sandbox answers at ${url}.`, giver, error)
      }
    },
    provider: (_name, request) => fetch(request),
  }
}
