import { expect, test } from 'vitest'
import { createAcme, KEY, START, tick, toInit } from '../../fixtures/acme-sandbox.ts'

/** Opens a session with an alert to the inbox; `device` decides whether the quirk holds. */
async function alert(variant: string, device = 'new') {
  const acme = await createAcme({ variants: { 'acme.session.alert-count': variant } })
  const body = { callback: acme.sandbox.inbox.url, device }
  await acme.fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  await tick()
  await acme.sandbox.settle()
  return acme
}

test('delivers once', async () => {
  const { sandbox } = await alert('once')
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('delivers twice, as two deliveries of one body', async () => {
  const { sandbox } = await alert('duplicate')
  const [first, second] = await sandbox.inbox.list()
  expect(second!.rawBody).toBe(first!.rawBody)
  expect(second!.deliveryId).not.toBe(first!.deliveryId)
})

test('delivers twice only where the predicate over the record holds', async () => {
  const { sandbox } = await alert('duplicate', 'known')
  expect(await sandbox.inbox.list()).toHaveLength(1)
})

test('delivers late', async () => {
  const { sandbox, clock } = await alert('late')
  await clock.advance(9_999)
  expect(await sandbox.inbox.list()).toEqual([])
  await clock.advance(1)
  expect(await sandbox.inbox.list()).toMatchObject([{ receivedAt: START + 10_000 }])
})

test('scatters copies over half a minute, the same way for the same seed', async () => {
  const instants = async () => {
    const { sandbox, clock } = await alert('scattered')
    await clock.advance(30_000)
    return (await sandbox.inbox.list()).map(({ receivedAt }) => receivedAt - START)
  }
  const first = await instants()
  expect(first).toHaveLength(3)
  expect(new Set(first).size).toBe(3)
  expect(Math.max(...first)).toBeLessThanOrEqual(30_000)
  expect(await instants()).toEqual(first)
})

test('never delivers, and says so', async () => {
  const { sandbox, clock } = await alert('never')
  await clock.advance('P1D')
  expect(await sandbox.inbox.list()).toEqual([])
  expect(await sandbox.webhooks.list()).toMatchObject([
    { status: 'dropped', attempts: [], quirks: ['acme.session.alert-count=never'] },
  ])
})

test('sends a form, with headers of the quirk over those of the spec', async () => {
  const { sandbox } = await alert('form')
  expect(await sandbox.inbox.list()).toMatchObject([
    {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-acme-version': '1',
        'x-acme-old': 'yes',
      },
      body: { device: 'new' },
    },
  ])
})

test('sends less of the payload', async () => {
  const { sandbox } = await alert('bare')
  expect((await sandbox.inbox.list())[0]!.body).toEqual({ id: expect.any(String) })
})

test('gives up after the first failure where the schedule of a variant is empty', async () => {
  const refuse = (async () => new Response('', { status: 500 })) as typeof fetch
  const acme = await createAcme({
    fetch: refuse,
    variants: { 'acme.session.alert-count': 'impatient' },
  })
  const body = { callback: 'http://shop/hook' }
  await acme.fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  await tick()
  await acme.sandbox.settle()
  expect(await acme.sandbox.webhooks.list()).toMatchObject([
    { status: 'failed', attempts: [{ status: 500 }] },
  ])
})

test('tries a webhook again after a lost connection, not after a refusal', async () => {
  const fails = {
    answer: () => new Response('', { status: 500 }),
    connect: () => {
      throw new TypeError('no')
    },
  }
  for (const [kind, attempts] of [
    ['answer', 1],
    ['connect', 2],
  ] as const) {
    const acme = await createAcme({ fetch: (async () => fails[kind]()) as unknown as typeof fetch })
    await acme.api.post('/endpoints', { url: 'http://shop/hook' })
    const { widgetId } = await acme.api.widget()
    await acme.clock.advance('PT6S')
    await acme.sandbox.trigger('acme.widget.ship', { widgetId })
    await acme.clock.advance('PT1H')
    const [delivery] = await acme.sandbox.webhooks.list()
    expect(delivery!.attempts).toHaveLength(attempts)
    expect(delivery!.status).toBe('failed')
  }
})

test('sends a delivery again on demand', async () => {
  const { sandbox } = await alert('once')
  const [delivery] = await sandbox.webhooks.list()
  const copy = await sandbox.engine.resend(delivery!.id)
  expect(copy).toMatchObject({ id: `${delivery!.id}.2`, status: 'delivered' })
  expect(await sandbox.inbox.list()).toHaveLength(2)
  await expect(sandbox.engine.resend('whk_none')).rejects.toThrow('`ensayo webhooks` lists them.')
})

test('takes a callback whose address cannot be decoded for somebody else’s', async () => {
  const { fetch, sandbox } = await createAcme()
  const callback = `${sandbox.inbox.url.replace(/default$/, '')}%E0%A4`
  await fetch('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  await tick()
  await sandbox.settle()
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})
