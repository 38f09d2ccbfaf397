/** Reaches a sandbox of this process, without a socket. */

import { createControl } from '../control/control.ts'
import type { Engine } from '../engine/engine.ts'
import type { Transport } from './call.ts'

export function createInProcessTransport(engine: Engine): Transport {
  const app = createControl(engine)
  return {
    get url() {
      return engine.addresses.control
    },
    control: async (url, { body, headers, ...init }) => {
      const length = String(Buffer.byteLength(body ?? ''))
      const sized = { ...headers, 'content-length': length }
      return app.fetch(new Request(url, { ...init, headers: sized, ...(body && { body }) }))
    },
    provider: async (name, request) => engine.providers.get(name)!.fetch(request),
  }
}
