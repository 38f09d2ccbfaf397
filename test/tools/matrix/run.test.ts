import { expect, test, vi } from 'vitest'
import { systemTime } from '#clock/system'
import { startSandbox } from '#commands/sandbox'
import { planAlternatives } from '#matrix/plan'
import { toJunit, toReport } from '#matrix/report'
import { type MatrixOptions, runMatrix } from '#matrix/run'
import { acmePath, createAcme, START } from '../../fixtures/acme-sandbox.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Opens a session, makes a widget without name, lists; the body of a test follows. */
const CLIENT = `
  const { ACME_BASE_URL: base, ACME_API_KEY: key, ENSAYO_URL: control } = process.env
  const send = async (method, path, body, headers) => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'x-acme-key': key, 'content-type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const { token } = (await send('POST', '/sessions', { device: 'known' })).body
  const own = { authorization: 'Bearer ' + token }
  const expect = (is, what) => { if (!is) { console.log('not ok: ' + what); process.exit(1) } }
`

async function runAcme(
  body: string,
  only: string[],
  options: Partial<MatrixOptions> & { before?: string } = {},
) {
  const { sandbox } = await createAcme()
  const alternatives = planAlternatives(sandbox.engine.quirks('default'), { only })
  const command = [process.execPath, '--input-type=module', '-e', CLIENT + body]
  const result = await runMatrix({
    command,
    alternatives,
    start: (own) =>
      startSandbox({
        host: '127.0.0.1',
        port: 0,
        token: undefined,
        engine: { providers: [acmePath], startAt: START, timeRate: 0, ...own },
      }),
    jobs: 3,
    timeoutMs: 30_000,
    real: systemTime,
    signal: new AbortController().signal,
    ...options,
  })
  return toReport(command, result)
}

const verdicts = (report: Awaited<ReturnType<typeof runAcme>>) =>
  Object.fromEntries(report.variants.map((run) => [run.variants[0]!.variant, run.verdict]))

test('names the variants that break, the answer to look at, and the end of the output', async () => {
  const report = await runAcme(
    `const list = await send('GET', '/widgets', undefined, own)
     expect(Array.isArray(list.body.data), 'list has data')`,
    ['acme.widget.list-shape'],
  )
  expect(verdicts(report)).toEqual({ bare: 'breaks', partial: 'passes' })
  expect(report.variants[0]).toMatchObject({
    outcome: 'failed',
    exitCode: 1,
    met: 'acted',
    output: 'not ok: list has data',
    faults: 0,
    firstFailing: {
      why: 'acted',
      request: { operationId: 'listWidgets', status: 200, quirks: ['acme.widget.list-shape=bare'] },
    },
  })
  expect(report.summary).toMatchObject({ variants: 2, breaking: 1, notExercised: 0 })
})

test('what the command printed is kept without what it exchanged with the sandbox', async () => {
  const report = await runAcme(
    `const list = await send('GET', '/widgets', undefined, own)
     console.log('my token is ' + token + ', my key ' + key)
     expect(Array.isArray(list.body.data), 'list has data')`,
    ['acme.widget.list-shape'],
  )
  expect(report.variants[0]!.output).toBe('my token is …, my key …\nnot ok: list has data')
})

test('a notification that a variant holds back is what to look at, not the last request', async () => {
  const report = await runAcme(
    `await send('POST', '/sessions', { device: 'new', callback: control + '/_ensayo/inbox/default' })
     await send('GET', '/widgets', undefined, own)
     await fetch(control + '/_ensayo/settle', { method: 'POST' })
     const inbox = await (await fetch(control + '/_ensayo/inbox/default')).json()
     expect(JSON.stringify(inbox).includes('sessionOpened'), 'told of the session')`,
    ['acme.session.alert-count'],
  )
  expect(verdicts(report)).toMatchObject({ never: 'breaks', late: 'breaks', duplicate: 'passes' })
  const tellings = Object.fromEntries(
    report.variants.map((run) => [run.variants[0]!.variant, run.firstFailing]),
  )
  const after = { operationId: 'openSession' }
  const delivery = { notification: 'sessionOpened', status: undefined, after }
  expect(tellings).toMatchObject({
    never: { why: 'delivered', delivery: { ...delivery, state: 'dropped' } },
    late: { why: 'delivered', delivery: { ...delivery, state: 'pending' } },
  })
})

test('what a client wrote into paths and callbacks is not in the report', async () => {
  const report = await runAcme(
    `await send('POST', '/sessions', { device: 'new', callback: control + '/_ensayo/inbox/default/plAnted-1?key=plAnted-2' })
     await fetch(control + '/_ensayo/settle', { method: 'POST' })
     const inbox = await (await fetch(control + '/_ensayo/inbox/default')).json()
     await send('GET', '/widgets/plAnted-3/nothing?key=plAnted-4')
     expect(JSON.stringify(inbox).includes('sessionOpened'), 'told of the session')`,
    ['acme.session.alert-count', 'acme.session.life'],
  )
  const { request } = report.variants.find((run) => run.firstFailing?.why === 'delivered')!
    .firstFailing as { request: { operationId: string } }
  expect(request).toMatchObject({ operationId: 'openSession' })
  // The words of the command are its user's own.
  expect(JSON.stringify({ ...report, command: [] })).not.toContain('plAnted')
  expect(toJunit(report)).not.toContain('plAnted')
})

test('a quirk that the command never comes near is not exercised, in whichever variant', async () => {
  const report = await runAcme('', ['acme.widget.missing-name', 'acme.widget.repeat'])
  expect(new Set(Object.values(verdicts(report)))).toEqual(new Set(['not-exercised']))
})

const RECEIVED = `
  await fetch(control + '/_ensayo/settle', { method: 'POST' })
  expect((await send('GET', '/ping')).status === 200, 'it answers')`

test.each([
  ['that may not be called', "'https://shop.example.com/hook'", 'not-exercised'],
  ['where nobody listens', "'http://127.0.0.1:1/hook'", 'not-exercised'],
  ['that takes it', "control + '/_ensayo/inbox/default'", 'passes'],
])('a variant of a notification to an address %s: %s is %s', async (_, address, verdict) => {
  const report = await runAcme(
    `await send('POST', '/sessions', { device: 'new', callback: ${address} })${RECEIVED}`,
    ['acme.session.alert-count'],
  )
  expect(new Set(Object.values(verdicts(report)))).toEqual(new Set([verdict]))
})

test.each([
  ['never sent', 1, 'not-exercised'],
  ['sent', 2, 'passes'],
])('a variant of a repeat that was %s', async (_, times, verdict) => {
  const report = await runAcme(
    `for (let count = 0; count < ${times}; count++)
       await send('POST', '/widgets', { color: 'red', name: 'Silla' }, { ...own, 'idempotency-key': 'one' })`,
    ['acme.widget.repeat'],
  )
  expect(verdicts(report)).toEqual({ ignore: verdict, refuse: verdict })
})

test('a quirk whose default variant acts in the baseline is met, though the other one does nothing', async () => {
  const report = await runAcme(
    `expect((await send('POST', '/widgets', { color: 'gold', name: 'Silla' }, own)).status >= 200, 'answered')`,
    ['acme.widget.sold-out'],
  )
  expect(verdicts(report)).toEqual({ plain: 'passes', sold: 'passes' })
})

test('a value that is read is met; the answer that differs from the baseline is shown', async () => {
  const report = await runAcme(
    `await fetch(control + '/_ensayo/clock/advance', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"by":"PT20M"}' })
     await send('GET', '/widgets', undefined, own)
     expect((await send('GET', '/widgets', undefined, own)).status === 200, 'session lives')`,
    ['acme.session.life'],
  )
  expect(report.variants).toMatchObject([
    {
      verdict: 'breaks',
      met: 'read',
      // `expiresIn` is 900 where the baseline has 3,600.
      firstFailing: { why: 'differs', request: { operationId: 'openSession' } },
    },
  ])
})

test('a reset by the tests takes neither variant nor trace away', async () => {
  const report = await runAcme(
    `const list = await send('GET', '/widgets', undefined, own)
     await fetch(control + '/_ensayo/reset', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
     const { token: again } = (await send('POST', '/sessions', { device: 'known' })).body
     const second = await send('GET', '/widgets', undefined, { authorization: 'Bearer ' + again })
     expect(Array.isArray(second.body.data), 'list has data')`,
    ['acme.widget.list-shape'],
  )
  expect(verdicts(report)).toEqual({ bare: 'breaks', partial: 'passes' })
  expect(report.variants[0]!.requests).toBe(4)
})

test('a failing baseline ends the matrix before anything is varied', async () => {
  const started: unknown[] = []
  await expect(
    runAcme('expect(false, "the flow")', ['acme.widget.list-shape'], {
      onProgress: ({ phase }) => started.push(phase),
    }),
  ).rejects.toMatchObject({
    code: 'BASELINE_FAILED',
    message: expect.stringMatching(/exit code 1[\s\S]*ensayo exec --[\s\S]*not ok: the flow/),
  })
  expect(started).toEqual(['baseline'])
})

test('pairs: two variants that break only together are found', async () => {
  const report = await runAcme(
    `const list = await send('GET', '/widgets', undefined, own)
     const made = await send('POST', '/widgets', { color: 'gold', name: 'Silla' }, own)
     await send('GET', '/ping')
     expect(!(Array.isArray(list.body) && made.status === 201), 'both')`,
    ['acme.widget.list-shape', 'acme.widget.sold-out', 'acme.session.life'],
    { pairwise: true },
  )
  expect(report.summary).toMatchObject({ breaking: 0, combinations: 1 })
  // bare and partial with plain and sold, and each with the shorter life.
  expect(report.pairs).toMatchObject({ all: 8, met: 8 })
  expect(report.combinations[0]!.variants).toMatchObject(
    [
      { quirk: 'acme.widget.list-shape', variant: 'bare' },
      { quirk: 'acme.widget.sold-out', variant: 'sold' },
    ].sort((a, b) => (a.quirk < b.quirk ? -1 : 1)),
  )
})

test('JUnit: a breaking variant is a failure, one not exercised is skipped', async () => {
  const report = await runAcme(
    `const list = await send('GET', '/widgets', undefined, own)
     expect(Array.isArray(list.body.data), 'a <list> & \\u001b[31mmore')`,
    ['acme.widget.list-shape', 'acme.widget.repeat'],
  )
  const xml = toJunit(report)
  expect(xml).toContain('tests="5" failures="1" errors="0" skipped="2"')
  expect(xml).toContain('name="acme.widget.list-shape=bare"')
  expect(xml).toContain('not ok: a &lt;list&gt; &amp; more')
})
