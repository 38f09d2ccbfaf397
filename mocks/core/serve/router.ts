/** Which operation a request is for, and what is near when it is for none. */

import { Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import { findNearest } from '../../base/errors.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { Match } from '../http/match.ts'

/** Fixed paths are matched before those with parameters, whatever their order in the file. */
export function bySpecificity(operations: readonly Operation[]): Operation[] {
  return [...operations].sort((a, b) => countParameters(a.path) - countParameters(b.path))
}

function countParameters(path: string): number {
  const parameters = path.split('{').length - 1
  // A parameter in the first segment takes everything; it comes last.
  return path.startsWith('/{') ? parameters + 100 : parameters
}

/** `/widgets/{id}` → `/widgets/:id`. */
export function toHonoPath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1')
}

/** Methods that the path takes, for a 405. Whoever takes GET takes HEAD. */
export function findAllowed(spec: Spec, path: string): string[] {
  const routed = toRoutedPath(spec, path)
  const paths = spec.isSlashOptional ? [routed, toggleSlash(routed)] : [routed]
  const split = paths.map((each) => each.split('/'))
  const matching = spec.operations.filter((operation) =>
    split.some((segments) => matchesPath(operation.path, segments)),
  )
  const methods = new Set<string>(matching.map((operation) => operation.method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods]
}

/** As the router compares it: decoded, and without repeated slashes where they make no difference. */
function toRoutedPath({ isSlashRepeatable }: Spec, path: string): string {
  // The URL is all that is read of a request.
  const decoded = getPath({ url: `http://localhost${path}` } as Request)
  return isSlashRepeatable ? decoded.replace(/\/{2,}/g, '/') : decoded
}

/** The path comes as its segments, so that a long one is taken apart once. */
function matchesPath(template: string, found: readonly string[]): boolean {
  const expected = template.split('/')
  if (expected.length !== found.length) return false
  return expected.every(
    (segment, index) =>
      segment === found[index] || (/^\{.+\}$/.test(segment) && found[index] !== ''),
  )
}

/** `No operation matches POST /widget. Nearest: POST /widgets, GET /widgets/{id} (trailing slash).` */
export function describeNearest(
  spec: Spec,
  method: string,
  path: string,
  spent = { cells: 0 },
): string {
  const near: string[] = []
  const forms = toForms(path)
  for (const operation of spec.operations) {
    const relation = findRelation(spec, operation, method, forms)
    if (relation) near.push(`${operation.method} ${operation.path} (${relation})`)
  }
  const paths = [...new Set(spec.operations.map((operation) => operation.path))]
  const nearest = findNearest(path, paths, spent)
  for (const operation of spec.operations) {
    const line = `${operation.method} ${operation.path}`
    const isNamed = near.some((known) => known.startsWith(`${line} `))
    if (operation.path === nearest && !isNamed) near.push(line)
  }
  const cure =
    near.length > 0
      ? `Nearest: ${near.slice(0, 3).join(', ')}.`
      : '`ensayo list operations` names them all.'
  const shown = path.length <= MAX_SHOWN ? path : `${path.slice(0, MAX_SHOWN)}…`
  return `No operation matches ${method} ${shown}. ${cure}`
}

/** Characters of a path that a hint repeats. */
const MAX_SHOWN = 200

/** A path in the forms that are compared, each as its segments. */
interface PathForms {
  exact: readonly string[]
  /** With the last slash added, or taken away. */
  toggled: readonly string[]
  /** The same two with single slashes; undefined when there are no others. */
  single: readonly (readonly string[])[] | undefined
}

function toForms(path: string): PathForms {
  const single = path.replace(/\/+/g, '/')
  return {
    exact: path.split('/'),
    toggled: toggleSlash(path).split('/'),
    single: single === path ? undefined : [single.split('/'), toggleSlash(single).split('/')],
  }
}

/** What sets a request apart from an operation, if it is one small thing. */
function findRelation(
  spec: Spec,
  operation: Operation,
  method: string,
  { exact, toggled, single }: PathForms,
): string | undefined {
  const fits = (each: readonly string[]) => isNear(operation.path, each)
  if (fits(exact) || (spec.isSlashOptional && fits(toggled))) {
    return operation.method === method ? undefined : 'other method'
  }
  if (single !== undefined) return single.some(fits) ? 'double slash' : undefined
  return fits(toggled) ? 'trailing slash' : undefined
}

/** A parameter in the first segment would match nearly every wrong path; such a match says little. */
function isNear(template: string, path: readonly string[]): boolean {
  return !template.startsWith('/{') && matchesPath(template, path)
}

function toggleSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}

/**
 * A Hono app with one handler per operation; what matches none goes to `fallback`. Paths whose first
 * segment is a parameter have an app of their own, asked last: beside fixed paths they would be
 * ambiguous to Hono's quick router, and everything would go through its slow one.
 */
export function createRouter<Env extends object>(
  spec: Spec,
  handlerOf: (
    operation: Operation,
  ) => (params: Match['params'], request: Request, env: Env) => Response | Promise<Response>,
  fallback: (request: Request, env: Env) => Response | Promise<Response>,
): Hono {
  const isRooted = (operation: Operation) => !operation.path.startsWith('/{')
  const [fixed, open] = [createApp(spec), createApp(spec)]
  for (const operation of bySpecificity(spec.operations)) {
    const app = isRooted(operation) ? fixed : open
    const path = toHonoPath(operation.path)
    const handle = handlerOf(operation)
    app.on(operation.method, spec.isSlashOptional ? [path, toggleSlash(path)] : [path], (c) =>
      handle(c.req.param(), c.req.raw, c.env as Env),
    )
  }
  fixed.notFound((c) => open.fetch(c.req.raw, c.env))
  open.notFound((c) => fallback(c.req.raw, c.env as Env))
  return fixed
}

function createApp({ isSlashRepeatable }: Spec): Hono {
  const getPath: typeof toOwnPath = (request, options) => {
    const path = toOwnPath(request, options)
    return isSlashRepeatable ? path.replace(/\/{2,}/g, '/') : path
  }
  // /things and /things/ would otherwise be one path.
  const app = new Hono({ strict: true, getPath })
  // What is thrown here is a connection fault to be played; Hono would answer it.
  app.onError((error) => {
    throw error
  })
  return app
}

/** The path from the provider's root: over the shared port it comes with a prefix. */
function toOwnPath(request: Request, options?: { env?: unknown }): string {
  const { prefix } = (options?.env ?? {}) as { prefix?: string }
  const path = getPath(request)
  return prefix === undefined ? path : path.slice(prefix.length)
}
