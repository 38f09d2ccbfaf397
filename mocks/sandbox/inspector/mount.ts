/** All that the control port answers: the control API and, from its first page on, the inspector. */
import type { Context, Hono } from 'hono'
import { type ControlOptions, createControl } from '../control/control.ts'
import type { Engine } from '../engine/engine.ts'

/**
 * The control API with the inspector beside it, which is loaded when somebody opens it. Throws
 * `OPTION_INVALID` when it could be reached from other machines without a token.
 * @example startServer({ engine, host, port, control: (engine) => createFace(engine, { host }) })
 */
export function createFace(engine: Engine, options: ControlOptions = {}): Hono {
  const app = createControl(engine, options)
  let pages: Promise<Hono> | undefined
  const open = async (context: Context): Promise<Response> => {
    // A page shows what every process has done, as far as that can be known.
    await Promise.resolve(engine.within(context.req.query('account') || 'default', () => {})).catch(
      () => {},
    )
    pages ??= import('./pages.ts').then(({ createPages }) => createPages(engine, options))
    return (await pages).fetch(context.req.raw)
  }
  for (const path of ['/', '/_inspector/*', '/docs', '/docs/*', '/specs', '/specs/*'])
    app.all(path, open)
  return app
}
