/** The routes of the reports; what makes them is loaded when it is asked for. */
import type { Engine } from '../engine/engine.ts'
import { type Route, type RouteInput, route } from './route.ts'

type Create = (engine: Engine, options: { provider?: string; account: string }) => Promise<unknown>

export const reports: Route[] = [
  route('GET', '/report/coverage', async (input) =>
    answer(input, (await import('../report/coverage.ts')).createCoverage),
  ),
  route('GET', '/report/readiness', async (input) =>
    answer(input, (await import('../report/readiness.ts')).createReadiness),
  ),
]

async function answer({ engine, account, query }: RouteInput<unknown>, create: Create) {
  const { MEDIA_TYPES, render, toFormat } = await import('../report/render.ts')
  const format = toFormat(String(query.format ?? 'json'))
  const provider = query.provider === undefined ? {} : { provider: String(query.provider) }
  const report = await create(engine, { account, ...provider })
  // Each of the two makes a report.
  const text = await render(report as Parameters<typeof render>[0], format)
  return new Response(text, { headers: { 'content-type': MEDIA_TYPES[format] } })
}
