/** The routes of the reports; what makes them is loaded when it is asked for. */
import type { Engine } from '../engine/engine.ts'
import { type Route, type RouteInput, route } from './route.ts'

type Create = (engine: Engine, options: { provider?: string; account: string }) => Promise<unknown>

export const reports: Route[] = [
  route('report.coverage', async (input) =>
    answer(input, (await import('../report/coverage.ts')).createCoverage),
  ),
  route('report.readiness', async (input) =>
    answer(input, (await import('../report/readiness.ts')).createReadiness),
  ),
]

type ReportId = 'report.coverage' | 'report.readiness'

async function answer({ engine, account, query }: RouteInput<ReportId>, create: Create) {
  const { MEDIA_TYPES, render, toFormat } = await import('../report/render.ts')
  const { format: asked = 'json', provider } = query
  const format = toFormat(asked)
  const report = await create(engine, { account, ...(provider === undefined ? {} : { provider }) })
  // Each of the two makes a report.
  const text = await render(report as Parameters<typeof render>[0], format)
  return new Response(text, { headers: { 'content-type': MEDIA_TYPES[format] } })
}
