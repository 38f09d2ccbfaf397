/** The inspector: what a person sees and does at the control port. Speaks to the engine alone. */
import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { EnsayoError } from '../../base/errors.ts'
import { limitBody } from '../control/control.ts'
import type { ControlOptions } from '../control/guard.ts'
import type { Engine } from '../engine/engine.ts'
import { addChanges } from './changes.ts'
import { toDeliveryPage } from './delivery.ts'
import { streamChanges } from './events.ts'
import { type Page, renderPage } from './page.ts'
import { readRecords } from './records.ts'
import { addReference } from './reference/routes.ts'
import { toCoveragePage, toReadinessPage } from './report-pages.ts'
import { toRequestPage } from './request-page.ts'
import { script } from './script.ts'
import { enterToken, guardPages, isData, TOKEN_PATH } from './session.ts'
import { toStatePage } from './state-page.ts'
import { toStoryPage } from './story-page.ts'
import { toSurprisesPage } from './surprises-page.ts'
import { toTimePage } from './time-page.ts'
import { findDelivery } from './traffic.ts'
import { toTrafficPage } from './traffic-page.ts'
import { LANGUAGE_COOKIE, toLocale, toView, type View } from './view.ts'

type Draw = (view: View, context: Context) => Promise<Page> | Page

/** Makes the pages of an engine, guarded as the control API is. */
export function createPages(engine: Engine, options: ControlOptions): Hono {
  const app = new Hono()
  app.use(limitBody)
  app.use(guardPages(options))
  const page = (path: string, draw: Draw) =>
    app.get(path, async (context) => {
      rememberLanguage(context)
      const view = toView(context)
      return renderPage(context, view, await draw(view, context))
    })
  const account = (context: Context) => context.req.query('account') || 'default'

  app.post(TOKEN_PATH, (context) => enterToken(context, options))
  app.get('/_inspector/script.js', (context) =>
    context.body(script, 200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }),
  )
  app.get('/_inspector/events', (context) => streamChanges(context, engine))
  page('/', (view, context) => toTrafficPage(engine, view, context.req.query()))
  page('/_inspector/requests/:id', (view, context) =>
    toRequestPage(engine, view, context.req.param('id') ?? ''),
  )
  page('/_inspector/deliveries/:id', async (view, context) => {
    const id = context.req.param('id') ?? ''
    const row = await findDelivery(engine, id)
    if (row) return toDeliveryPage(engine, view, row, await readRecords(engine, row.account))
    throw new EnsayoError('DELIVERY_UNKNOWN', `No delivery "${id}". The traffic lists them.`)
  })
  page('/_inspector/story', (view, context) =>
    toStoryPage(engine, view, account(context), context.req.query()),
  )
  page('/_inspector/state', (view, context) =>
    toStatePage(engine, view, account(context), context.req.query()),
  )
  page('/_inspector/time', (view, context) => toTimePage(engine, view, account(context)))
  page('/_inspector/surprises', (view, context) =>
    toSurprisesPage(engine, view, account(context), context.req.query()),
  )
  page('/_inspector/readiness', (view, context) => toReadinessPage(engine, view, account(context)))
  page('/_inspector/coverage', (view, context) => toCoveragePage(engine, view, account(context)))
  addReference(app, engine)
  addChanges(app, engine)
  app.notFound((context) =>
    renderProblem(
      context,
      new EnsayoError(
        'ROUTE_UNKNOWN',
        `The inspector has no page ${context.req.path}. It begins at /.`,
      ),
    ),
  )
  app.onError((error, context) => renderProblem(context, error))
  return app
}

function rememberLanguage(context: Context): void {
  const chosen = toLocale(context.req.query('lang'))
  if (chosen === undefined) return
  setCookie(context, LANGUAGE_COOKIE, chosen, { path: '/', httpOnly: true, sameSite: 'Strict' })
}

/** What could not be done, in the words of whoever refused it. */
function renderProblem(context: Context, error: Error): Response {
  const ours =
    error instanceof EnsayoError
      ? error
      : new EnsayoError('INTERNAL', `Inspector: ${error.message || error.name}`, { cause: error })
  if (isData(context.req.path)) return Response.json(ours, { status: ours.status })
  const view = toView(context)
  const { say } = view
  const isRefused = ours.code === 'CONTROL_REFUSED'
  const page: Page = {
    title: isRefused ? say.refused : say.problem,
    isBare: isRefused,
    body: html`<h1>${isRefused ? say.refused : say.problem}</h1>
<p class="note bad" role="alert">${ours.message}</p>
<p class="quiet">${ours.code}</p>`,
  }
  return renderPage(context, view, page, ours.status as ContentfulStatusCode)
}
