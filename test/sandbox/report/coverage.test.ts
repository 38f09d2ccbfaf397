/** Coverage: what was exercised, counted exactly. */
import { expect, test } from 'vitest'
import { createEngine } from '#engine/create'
import { createCoverage } from '#report/coverage'
import { render } from '#report/render'
import { connect, createAcme, toInit } from '../../fixtures/acme-sandbox.ts'

const coverOf = async (
  sandbox: Awaited<ReturnType<typeof createAcme>>['sandbox'],
  account?: string,
) => {
  const report = await createCoverage(sandbox.engine, { account })
  return { report, ...report.providers[0]! }
}

test('counts requests by operation and answer, documented or not', async () => {
  const { sandbox, api } = await createAcme()
  await api.widget()
  await api.widget()
  await api.post('/widgets', { name: 'Oro', color: 'gold' })
  await api.post('/widgets', {})
  await api.get('/widgets/none')
  const { operations, sums, undocumented, unmatched } = await coverOf(sandbox)
  expect(operations.find(({ operationId }) => operationId === 'createWidget')).toEqual({
    operationId: 'createWidget',
    method: 'POST',
    path: '/widgets',
    requests: 4,
    answers: [
      { status: 201, isDocumented: true, times: 2 },
      { status: 409, isDocumented: true, times: 1 },
      { status: 403, isDocumented: false, times: 1 },
    ],
  })
  expect(undocumented).toEqual([
    { operationId: 'createWidget', status: 403, times: 1 },
    { operationId: 'getWidget', status: 404, times: 1 },
  ])
  expect(unmatched).toBe(0)
  // A session, widgets made, a widget shown: three operations; 201, 201, 409.
  expect(sums.operations.seen).toBe(3)
  expect(sums.answers.seen).toBe(3)
})

test('names what was never called, and leaves out what is known by name only', async () => {
  const { sandbox } = await createAcme()
  const { neverCalled, operations } = await coverOf(sandbox)
  expect(neverCalled).toContain('createWidget')
  expect(neverCalled).not.toContain('openSession')
  const named = sandbox.engine.operations().filter(({ source }) => source.evidence === 'named')
  expect(named.length).toBeGreaterThan(0)
  for (const { id } of named) expect(operations.map((each) => each.operationId)).not.toContain(id)
})

test('leaves our own stand-ins out, and says what is not counted', async () => {
  const engine = await createEngine({})
  const { providers } = await createCoverage(engine)
  for (const { provider, operations, sums, notCounted } of providers) {
    const { spec } = engine.providers.get(provider)!
    const own = spec.operations.filter(({ tags }) => tags.includes('ensayo'))
    const covered = operations.map((each) => each.operationId)
    for (const { id } of own) expect(covered).not.toContain(id)
    const all = sums.operations.all + notCounted.named + notCounted.own
    expect([provider, all, notCounted.own]).toEqual([provider, spec.operations.length, own.length])
    const variants = [...spec.quirks.values()].flatMap((quirk) => [...quirk.variants.keys()])
    expect(sums.variants.all + notCounted.variants).toBe(variants.length)
  }
  const report = await createCoverage(engine, { provider: 'avenia' })
  const { named, own, variants } = report.providers[0]!.notCounted
  const words = `Not counted: operations known by name only (${named}), operations of Ensayo's own (${own}), variants that let everything pass and leave no trace (${variants}).`
  for (const format of ['text', 'markdown', 'html'] as const) {
    const text = (await render(report, format)).replaceAll('&#39;', "'").replaceAll(/\s+/g, ' ')
    expect(text).toContain(words)
  }
  await engine.close()
})

test('counts variants that shaped a request, that a behaviour asked for, and that shaped a notification', async () => {
  const { sandbox, api } = await createAcme({
    variants: { 'acme.session.alert-count': 'duplicate' },
  })
  await api.post('/widgets', {})
  await api.post('/sessions', { device: 'new', callback: sandbox.inbox.url })
  await sandbox.settle()
  const { quirks, sums } = await coverOf(sandbox)
  const times = (id: string) => quirks.find(({ quirk }) => quirk === id)?.variants
  expect(times('acme.widget.missing-name')).toContainEqual({
    name: 'reject-403',
    isDefault: true,
    times: 1,
  })
  expect(times('acme.session.life')).toEqual([
    { name: 'one-hour', isDefault: true, times: 2 },
    { name: 'fifteen-minutes', isDefault: false, times: 0 },
  ])
  expect(times('acme.session.alert-count')).toContainEqual({
    name: 'duplicate',
    isDefault: false,
    times: 2,
  })
  expect(sums.variants.seen).toBe(3)
})

test('a variant that lets everything pass leaves no trace and is not counted', async () => {
  const { sandbox } = await createAcme()
  const { quirks } = await coverOf(sandbox)
  const maintenance = quirks.find(({ quirk }) => quirk === 'acme.maintenance')!
  expect(maintenance.variants.map(({ name }) => name)).toEqual(['closed', 'storm'])
})

test('counts requests that no operation matched', async () => {
  const { sandbox, fetch } = await createAcme()
  await fetch('/nowhere')
  await fetch('/nowhere/else')
  expect((await coverOf(sandbox)).unmatched).toBe(2)
})

test('stays exact when the journal drops requests, and says that readiness has not seen them', async () => {
  const { sandbox, fetch } = await createAcme({ maxEntries: 5 })
  for (let call = 0; call < 12; call++) await fetch('/ping')
  const { operations, report } = await coverOf(sandbox)
  expect(await sandbox.requests()).toHaveLength(5)
  expect(operations.find(({ operationId }) => operationId === 'ping')!.requests).toBe(12)
  // One more opened the session.
  expect(report.cuts).toEqual([
    'Account default: the journal has dropped its 8 oldest requests (it keeps 5). Coverage counts them; readiness has not seen them.',
  ])
})

test('an account counts its own traffic; * adds all of them', async () => {
  const { sandbox, api } = await createAcme()
  const other = await sandbox.account('other')
  const second = await connect(other)
  await api.widget()
  await second.widget()
  await second.widget()
  const made = async (account?: string) =>
    (await coverOf(sandbox, account)).operations.find(
      (each) => each.operationId === 'createWidget',
    )!.requests
  expect([await made(), await made('other'), await made('*')]).toEqual([1, 2, 3])
  await other[Symbol.asyncDispose]()
  expect(await made('*')).toBe(1)
  expect((await coverOf(sandbox, '*')).report.cuts).toEqual([
    '1 account was removed, and with them their traffic. Ask for the report before that.',
  ])
})

test('a reset forgets', async () => {
  const { sandbox, fetch } = await createAcme()
  await fetch('/ping')
  await sandbox.reset()
  expect((await coverOf(sandbox)).sums.operations.seen).toBe(0)
})

test('a body that was cut is told', async () => {
  const { sandbox, api, fetch } = await createAcme()
  await fetch('/widgets', toInit('POST', { name: 'x'.repeat(70_000) }, api.headers))
  expect((await coverOf(sandbox)).report.cuts).toEqual([
    'Account default: bodies over 64 KiB were cut; what stood behind was not looked at.',
  ])
})

test('an unknown provider or account is refused with those that there are', async () => {
  const { sandbox } = await createAcme()
  await expect(createCoverage(sandbox.engine, { provider: 'acne' })).rejects.toThrow(
    'No provider "acne". Did you mean "acme"?',
  )
  await expect(createCoverage(sandbox.engine, { account: 'nobody' })).rejects.toMatchObject({
    code: 'ACCOUNT_UNKNOWN',
  })
})
