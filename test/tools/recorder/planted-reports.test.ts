/** Secrets that clients send to the sandbox, or that a provider answered, stand in no report. */
import { expect, test } from 'vitest'
import { openEmulator } from '#commands/drift'
import { toLogLine } from '#commands/log-line'
import { loadSpec } from '#dialect/load'
import { createTrace, noteEvent } from '#matrix/trace'
import { findDrift } from '#recorder/drift'
import { toLines, toMarkdown } from '#recorder/drift-report'
import { hideValues, listValues } from '#recorder/hide-values'
import { readTraffic } from '#recorder/read-traffic'
import { createRecorder } from '#recorder/recorder'
import { createCoverage } from '#report/coverage'
import { createReadiness } from '#report/readiness'
import { render } from '#report/render'
import { createSandbox } from '../../fixtures/any-names.ts'
import { authorise } from '../../providers/cobru/kit.ts'
import { KINDS, makeSecret, plant, toReadable } from './planted.ts'
import { makeFolder, START } from './record.ts'

const planted = Object.keys(KINDS).map((kind, index) => {
  const secret = makeSecret(index)
  return { kind, secret, exchange: plant(kind, index, secret) }
})

const listReadable = (text: string) =>
  planted
    .filter(({ secret }) => toReadable(secret).some((form) => text.includes(form)))
    .map(({ kind, secret }) => `${kind}: ${secret}`)

/** A sandbox of Cobru's that each of them was sent to, with a valid token. */
async function askAll() {
  await using stack = new AsyncDisposableStack()
  const sandbox = await createSandbox({ providers: ['cobru'], startAt: START, timeRate: 0 })
  stack.defer(() => sandbox.close())
  const { engine } = sandbox
  const trace = createTrace()
  const lines: string[] = []
  engine.subscribe((event) => {
    noteEvent(trace, event, engine.providers)
    lines.push(toLogLine(event, 'json', START, engine.providers))
  })
  const { headers } = await authorise(sandbox.cobru)
  for (const { exchange } of planted) {
    const { method, path, query, headers: own, body } = exchange.request
    const url = `${sandbox.cobru.baseUrl}${path}${query === undefined ? '' : `?${query}`}`
    const hasBody = body !== '' && method !== 'GET'
    await sandbox.cobru.fetch(url, {
      method,
      headers: { ...headers, ...own },
      ...(hasBody ? { body } : {}),
    })
  }
  const entries = engine.requests(undefined)
  const reports = [
    await createReadiness(engine, { account: '*' }),
    await createCoverage(engine, { account: '*' }),
  ]
  const formats = ['text', 'json', 'markdown', 'html'] as const
  const texts = await Promise.all(
    reports.flatMap((report) => formats.map((format) => render(report, format))),
  )
  const output = entries.map((each) => JSON.stringify(each)).join('\n')
  const printed = hideValues(output, listValues(entries, engine.providers))
  return { texts, trace, lines, printed, entries }
}

test('reports, log lines and the output of a command in a matrix show none of them', async () => {
  const { texts, trace, lines, printed, entries } = await askAll()
  expect(listReadable(JSON.stringify(entries)).length).toBeGreaterThan(planted.length / 4)
  expect(listReadable(texts.join('\n'))).toEqual([])
  expect(lines.length).toBeGreaterThanOrEqual(planted.length)
  expect(listReadable(lines.join('\n'))).toEqual([])
  expect(listReadable(JSON.stringify([trace.requests, trace.deliveries]))).toEqual([])
  expect(listReadable(printed)).toEqual([])
})

test('a report of drift shows none of them', async () => {
  const spec = await loadSpec('cobru')
  const out = makeFolder()
  const recorder = createRecorder({ spec, out, upstream: 'x', startedMs: START, env: {} })
  for (const { exchange } of planted) await recorder.keep(exchange, false)
  await recorder.close()
  const report = await findDrift(await readTraffic([recorder.folder], spec, {}), {
    spec,
    open: (startAt) => openEmulator('cobru', { startAt }),
  })
  expect(report.differences.length).toBeGreaterThan(0)
  const text = [JSON.stringify(report), toMarkdown(report), ...toLines(report)].join('\n')
  expect(listReadable(text)).toEqual([])
})
