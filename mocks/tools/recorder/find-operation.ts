/** Which operation an exchange was for, asked of the router that serves it. */
import type { Hono } from 'hono'
import { createRouter } from '../../core/serve/router.ts'
import type { Operation, Spec } from '../../dialect/types.ts'

type Asked = { found?: Operation }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

const routers = new WeakMap<Spec, Hono>()

/** The operation of a method and path, as the emulator would choose it; undefined when there is none. */
export function findOperation(spec: Spec, method: string, path: string): Operation | undefined {
  // Others are no operation's, and some cannot be asked for at all.
  if (!METHODS.has(method)) return undefined
  const asked: Asked = {}
  const target = path.startsWith('/') ? path : `/${path}`
  // The handlers are synchronous, so the router has answered when it returns.
  routerOf(spec).fetch(new Request(`http://recorded.localhost${target}`, { method }), asked)
  return asked.found
}

function routerOf(spec: Spec): Hono {
  const known = routers.get(spec)
  if (known) return known
  const nothing = () => new Response(null)
  const router = createRouter<Asked>(
    spec,
    (operation) => (_params, _request, asked) => {
      asked.found = operation
      return nothing()
    },
    nothing,
  )
  routers.set(spec, router)
  return router
}
