/** The control API under `/_ensayo`: how tests, the command line and people look into a sandbox. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { streamEvents } from './events.ts'
import { assertControlIsGuarded, type ControlOptions, guard } from './guard.ts'
import { createMetrics } from './metrics.ts'
import { findNearestRoutes, listMethods } from './nearest.ts'
import { addRoutes } from './route.ts'
import { routes } from './routes.ts'
import { addSnapshotLines } from './snapshot-lines.ts'

export type { ControlOptions } from './guard.ts'

const MIB = 1024 * 1024

/**
 * Makes the control API of an engine; the server mounts the providers beside it. Throws `OPTION_INVALID` when it could be reached from other
 * machines without a token.
 * @example startServer({ engine, host, port, control: (engine) => createControl(engine, { host }) })
 */
export function createControl(engine: Engine, options: ControlOptions = {}): Hono {
  assertControlIsGuarded(options)
  const app = new Hono()
  app.use(guard(options))
  addSnapshotLines(app, engine)
  app.use(limitBody)
  addRoutes(app, engine, routes)
  const metrics = createMetrics(engine)
  app.get('/metrics', (context) =>
    context.text(metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  )
  app.get('/events', (context) => streamEvents(context, engine))
  for (const path of ['/inbox/:account', '/inbox/:account/:rest{.+}']) {
    app.on(['POST', 'PUT', 'PATCH'], path, (context) =>
      engine.receive(context.req.param('account') ?? '', context.req.raw),
    )
  }
  app.all('*', answerUnknown)
  app.onError(answerError)
  return new Hono().route('/_ensayo', app).notFound(answerUnknown)
}

/**
 * Stops what is too large, also when it comes in pieces without saying how much there is. Those are
 * put together in a request of the platform's own: the server's cannot be copied where the platform's
 * globals are somebody else's.
 */
export const limitBody: MiddlewareHandler = async (context, next) => {
  const limit = toLimit(context.req.path) * MIB
  const { raw } = context.req
  const length = context.req.header('content-length')
  if (Number(length ?? 0) > limit) return answerTooLarge(context)
  if (length !== undefined || BODILESS.has(raw.method)) return next()
  const body = await readPieces(raw, limit)
  if (body === undefined) return answerTooLarge(context)
  const { method, headers, signal } = raw
  context.req.raw = new Request(raw.url, {
    method,
    headers,
    signal,
    ...(body.size > 0 && { body }),
  })
  return next()
}

/** The platform makes no request of TRACE at all. */
const BODILESS = new Set(['GET', 'HEAD', 'TRACE'])

/** Undefined when there is more than the limit. */
async function readPieces({ body }: Request, limit: number): Promise<Blob | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const piece of body ?? []) {
    size += piece.length
    if (size > limit) return undefined
    pieces.push(piece)
  }
  return new Blob(pieces)
}

/** In MiB. A snapshot holds every record of every account. */
function toLimit(path: string): number {
  return path === '/_ensayo/snapshot' ? 256 : 1
}

function answerTooLarge(context: Context): Response {
  const where = `${context.req.method} ${context.req.path}`
  const message = `${where}: the body is too large, the limit is ${toLimit(context.req.path)} MiB. Send less.`
  return answerError(new EnsayoError('BODY_TOO_LARGE', message))
}

function answerUnknown(context: Context): Response {
  const asked = `${context.req.method} ${shorten(context.req.path)}`
  const allowed = listMethods(context.req.path)
  if (allowed.length > 0) {
    const message = `${asked}: this path does not take ${context.req.method}. It takes ${allowed.join(', ')}.`
    const answer = answerError(new EnsayoError('METHOD_UNKNOWN', message))
    answer.headers.set('allow', allowed.join(', '))
    return answer
  }
  const nearest = findNearestRoutes(context.req.method, context.req.path)
  const message = `No control route matches ${asked}. Nearest: ${nearest.join(', ')}. All of them: GET /_ensayo/openapi.json.`
  return answerError(new EnsayoError('ROUTE_UNKNOWN', message))
}

function shorten(path: string): string {
  return path.length <= MAX_SHOWN ? path : `${path.slice(0, MAX_SHOWN)}…`
}

/** Characters of a path that a message repeats. */
const MAX_SHOWN = 200

function answerError(error: Error): Response {
  const ours = error instanceof EnsayoError ? error : toInternal(error)
  return Response.json(ours, { status: ours.status })
}

function toInternal(error: Error): EnsayoError {
  return new EnsayoError('INTERNAL', `Control API: ${error.message || error.name}`, {
    cause: error,
  })
}
