/** One route of the control API: what it is given, checked, and what it answers. */
import type { Context, Hono } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import { type Operations, ROUTES } from '../../types/control.ts'
import type { Addresses, Engine } from '../engine/engine.ts'
import { rememberAddresses } from './asked-addresses.ts'
import { checkBody, checkQuery } from './validate.ts'

type Part<Id extends keyof Operations, Name extends string> = Operations[Id] extends {
  [Each in Name]?: infer Found
}
  ? NonNullable<Found>
  : Record<never, never>

/** The description does not tell a field left out from one that is undefined; nobody sends the latter. */
type Sent<T> = T extends unknown[] ? T : { [Name in keyof T]: T[Name] }

export interface RouteInput<Id extends keyof Operations> {
  engine: Engine
  /** Under which whoever asks reaches us. */
  addresses: Addresses
  /** The account meant by `?account=`. */
  account: string
  params: Part<Id, 'params'>
  query: Part<Id, 'query'>
  /** As the description says; `{}` when it was left out. */
  body: Sent<Part<Id, 'body'>>
  /** Aborted when whoever asks has left. */
  left(): AbortSignal
}

export interface Route {
  method: (typeof ROUTES)[keyof Operations][0]
  /** As in the description: `/quirks/{id}`. */
  path: string
  /** Status of the answer. Default 200, or 204 when nothing is returned. */
  status?: 201
  /** What is returned is sent as JSON; a `Response` as it is. */
  handle(input: RouteInput<never>): unknown
}

/** Declares what a route of the description does; it is given what the description says that it takes. */
export function route<Id extends keyof Operations>(
  id: Id,
  handle: (input: RouteInput<Id>) => unknown,
  options: { status?: 201 } = {},
): Route {
  const [method, path] = ROUTES[id]
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
  const handle = () =>
    route.handle({
      engine,
      addresses: rememberAddresses(engine.addresses, context.req.url),
      account,
      // `checkQuery` and `checkBody` have held the others against the description, too.
      params: context.req.param() as never,
      query: query as never,
      body: (body ?? {}) as never,
      left: () => context.req.raw.signal,
    })
  // Whether it is up is asked for when nothing else works, too.
  const isAbout = String(context.req.param('account') ?? account)
  const result = await (route.path.startsWith('/health') || route.path === '/openapi.json'
    ? handle()
    : engine.within(isAbout, handle))
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
