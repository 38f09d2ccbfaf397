/** One route of the control API: what it is given, checked, and what it answers. */
import type { Context, Hono } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { checkBody, checkQuery, type QueryValues } from './validate.ts'

export interface RouteInput<Body, Query = QueryValues> {
  engine: Engine
  /** The account meant by `?account=`. */
  account: string
  params: Record<string, string>
  query: Query
  /** As the description says; `{}` when it was left out. */
  body: Body
  /** Aborted when whoever asks has left. */
  left(): AbortSignal
}

export interface Route<Body = never> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in the description: `/quirks/{id}`. */
  path: string
  /** Status of the answer. Default 200, or 204 when nothing is returned. */
  status?: 201
  /** What is returned is sent as JSON; a `Response` as it is. */
  handle(input: RouteInput<Body, never>): unknown
}

/** Declares a route; `Body` and `Query` are what the description promises of them. */
export function route<Body, Query = QueryValues>(
  method: Route['method'],
  path: string,
  handle: (input: RouteInput<Body, Query>) => unknown,
  options: { status?: 201 } = {},
): Route {
  return { method, path, handle: handle as Route['handle'], ...options }
}

/** Adds routes to an app that will stand under `/_ensayo`. */
export function addRoutes(app: Hono, engine: Engine, routes: Route[]): void {
  for (const each of routes) {
    app.on(each.method, each.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) =>
      answer(context, engine, each),
    )
  }
}

async function answer(context: Context, engine: Engine, route: Route): Promise<Response> {
  const query = await checkQuery(route, new URL(context.req.url).searchParams)
  const body = route.method === 'GET' ? undefined : await readBody(context, route)
  const account = String(query.account ?? 'default')
  const result = await route.handle({
    engine,
    account,
    params: context.req.param(),
    // `checkQuery` and `checkBody` have held them against what `route<Body, Query>` was declared for.
    query: query as never,
    body: (body ?? {}) as never,
    left: () => context.req.raw.signal,
  })
  if (result instanceof Response) return result
  return result === undefined ? context.body(null, 204) : context.json(result, route.status ?? 200)
}

async function readBody(context: Context, route: Route): Promise<unknown> {
  const text = await context.req.text()
  const body = text.trim() === '' ? undefined : parseJson(text, route)
  await checkBody(route, body)
  return body
}

function parseJson(text: string, { method, path }: Route): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new EnsayoError(
      'CONTROL_INVALID',
      `${method} /_ensayo${path}: the body is not JSON: ${reason}. Send JSON.`,
      { cause: error },
    )
  }
}
