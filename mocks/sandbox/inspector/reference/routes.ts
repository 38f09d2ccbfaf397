/** The reference: a page for each provider and for the control API, and the specs for other tools. */
import type { Context, Hono } from 'hono'
import { EnsayoError } from '../../../base/errors.ts'
import type { JsonObject } from '../../../dialect/pointer.ts'
import { toAskedAddresses } from '../../control/asked-addresses.ts'
import { loadControlDescription } from '../../control/description.ts'
import type { Engine } from '../../engine/engine.ts'
import { toView } from '../view.ts'
import { fillExamples, readAccess } from './access.ts'
import { loadComponent } from './component.ts'
import { toDescribedSpec, toPlainSpec } from './described.ts'
import { nameExamples } from './examples.ts'
import { type Chapter, renderReference } from './page.ts'
import { script } from './script.ts'

const CONTROL: Chapter = { name: 'control', title: 'Control API' }

/** Adds them to an app that has let the asker in already. */
export function addReference(app: Hono, engine: Engine): void {
  app.get('/docs', (context) => sendPage(context, engine, chaptersOf(engine)[0]!))
  app.get('/docs/assets/page.js', (context) => sendScript(context, script))
  app.get('/docs/assets/component.js', sendComponent)
  app.get('/docs/:provider', (context) =>
    sendPage(context, engine, getChapter(engine, context.req.param('provider'))),
  )
  app.get('/docs/:provider/openapi.json', async (context) => {
    const { name } = getChapter(engine, context.req.param('provider'))
    const spec = engine.providers.get(name)?.spec
    const account = accountOf(engine, context)
    const described = spec
      ? toDescribedSpec(engine, spec, account, [addressOf(context, engine, name)])
      : await readControl(context, engine)
    if (spec) await fillExamples(engine, spec, account, described)
    nameExamples(described)
    return sendJson(context, described)
  })
  app.get('/docs/:provider/access.json', async (context) => {
    const { name } = getChapter(engine, context.req.param('provider'))
    const spec = engine.providers.get(name)?.spec
    const account = accountOf(engine, context)
    return sendJson(context, spec ? await readAccess(engine, spec, account) : {})
  })
  app.get('/specs', (context) =>
    sendJson(
      context,
      Object.fromEntries(chaptersOf(engine).map(({ name }) => [name, `/specs/${name}.json`])),
    ),
  )
  app.get('/specs/:file', async (context) => {
    const [, wanted = ''] = /^(.+)\.json$/.exec(context.req.param('file')) ?? []
    const { name } = getChapter(engine, wanted)
    const spec = engine.providers.get(name)?.spec
    if (!spec) return sendJson(context, await readControl(context, engine))
    return sendJson(context, toPlainSpec(spec.document, [addressOf(context, engine, name)]))
  })
}

function sendPage(context: Context, engine: Engine, chapter: Chapter): Response {
  return renderReference(context, toView(context), {
    chapters: chaptersOf(engine),
    chapter,
    account: accountOf(engine, context),
    base: engine.providers.has(chapter.name) ? `/${chapter.name}` : '/_ensayo',
    version: engine.version,
  })
}

function chaptersOf(engine: Engine): Chapter[] {
  const own = [...engine.providers.values()].map(({ name, spec }) => ({ name, title: spec.title }))
  return own.some(({ name }) => name === CONTROL.name) ? own : [...own, CONTROL]
}

function getChapter(engine: Engine, name: string): Chapter {
  const chapters = chaptersOf(engine)
  const found = chapters.find((each) => each.name === name)
  if (found) return found
  const known = chapters.map((each) => each.name).join(', ')
  throw new EnsayoError(
    'ROUTE_UNKNOWN',
    `The reference has no part "${name}". There are: ${known}.`,
  )
}

/** The one that the query names. Throws `ACCOUNT_UNKNOWN`. */
function accountOf(engine: Engine, context: Context): string {
  return engine.account(context.req.query('account') || 'default').id
}

function addressOf(context: Context, engine: Engine, name: string): string {
  const { control, providers } = toAskedAddresses(engine.addresses, context.req.url)
  return providers[name] ?? `${control}/${name}`
}

async function readControl(context: Context, engine: Engine): Promise<JsonObject> {
  const { control } = toAskedAddresses(engine.addresses, context.req.url)
  // The description is OpenAPI, which is an object.
  const description = (await loadControlDescription()) as unknown as JsonObject
  return toPlainSpec(description, [`${control}/_ensayo`])
}

const NOSNIFF = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }

function sendJson(context: Context, value: unknown): Response {
  return context.json(value as JsonObject, 200, { ...NOSNIFF, 'cache-control': 'no-store' })
}

function sendScript(context: Context, body: string | Buffer, more: Record<string, string> = {}) {
  return context.body(typeof body === 'string' ? body : new Uint8Array(body), 200, {
    ...NOSNIFF,
    'content-type': 'text/javascript; charset=utf-8',
    // Its address carries the version.
    'cache-control': 'private, max-age=86400',
    vary: 'accept-encoding',
    ...more,
  })
}

/** Compressed for whoever takes it so; a browser on plain HTTP does not say that it does. */
async function sendComponent(context: Context): Promise<Response> {
  const { compressed, plain } = await loadComponent()
  const takesBrotli = /\bbr\b/.test(context.req.header('accept-encoding') ?? '')
  if (compressed === undefined || !takesBrotli) return sendScript(context, await plain())
  return sendScript(context, compressed, { 'content-encoding': 'br' })
}
