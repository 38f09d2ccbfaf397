/** Which operation a method and path are for, asked of the router that serves them. */
import type { Hono } from 'hono'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Match } from '../http/match.ts'
import { createRouter } from './router.ts'

type Asked = { found?: Match }

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

const routers = new WeakMap<Spec, Hono>()

/** The operation, as the emulator would choose it, and its parameters; undefined when there is none. */
export function findMatch(spec: Spec, method: string, path: string): Match | undefined {
  // Others are no operation's, and some cannot be asked for at all.
  if (!METHODS.has(method)) return undefined
  const asked: Asked = {}
  const target = path.startsWith('/') ? path : `/${path}`
  // The handlers are synchronous, so the router has answered when it returns.
  routerOf(spec).fetch(new Request(`http://asked.localhost${target}`, { method }), asked)
  return asked.found
}

/** The operation alone. */
export function findOperation(spec: Spec, method: string, path: string): Operation | undefined {
  return findMatch(spec, method, path)?.operation
}

function routerOf(spec: Spec): Hono {
  const known = routers.get(spec)
  if (known) return known
  const nothing = () => new Response(null)
  const router = createRouter<Asked>(
    spec,
    (operation) => (params, _request, asked) => {
      asked.found = { operation, params }
      return nothing()
    },
    nothing,
  )
  routers.set(spec, router)
  return router
}
