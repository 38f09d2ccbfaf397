/** Reaches a sandbox of this process, without a socket. */

import { EnsayoError } from '../../base/errors.ts'
import { createControl } from '../control/control.ts'
import type { Engine } from '../engine/engine.ts'
import type { Transport } from './call.ts'

/** After `isClosed` says so, nothing is sent and nothing is changed any more; what was is still told. */
export function createInProcessTransport(
  engine: Engine,
  isClosed: () => boolean = () => false,
): Transport {
  const app = createControl(engine)
  return {
    get url() {
      return engine.addresses.control
    },
    control: async (url, { body, headers, ...init }) => {
      if (['POST', 'PUT', 'PATCH'].includes(init.method)) refuseClosed(isClosed)
      const length = String(Buffer.byteLength(typeof body === 'string' ? body : ''))
      const sized = { ...headers, 'content-length': length }
      return app.fetch(new Request(url, { ...init, headers: sized, ...(body && { body }) }))
    },
    provider: async (name, request) => {
      refuseClosed(isClosed)
      return engine.providers.get(name)!.fetch(request)
    },
  }
}

function refuseClosed(isClosed: () => boolean): void {
  if (!isClosed()) return
  throw new EnsayoError(
    'SANDBOX_UNREACHABLE',
    'This sandbox is closed. Make another one with createSandbox, or close it after its last use.',
  )
}
