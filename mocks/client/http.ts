/** Reaches a sandbox in another process. */
import { type Transport, unreachable } from './call.ts'

/** `url` is that of the control port, without `/_ensayo`. */
export function createHttpTransport(url: string): Transport {
  return {
    url,
    control: async (target, init) => {
      try {
        return await fetch(target, init)
      } catch (error) {
        throw unreachable(`No sandbox answers at ${url}.`, error)
      }
    },
    provider: (_name, request) => fetch(request),
  }
}
