/** A typo in a name is red in the editor, and refused at run time with what was meant. `npm run typecheck` holds the first half. */
import { describe, expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { connectSandbox, createSandbox } from '../../mocks/index.ts'
import { createTest } from '../../mocks/vitest.ts'

const fixture = createTest({ providers: ['cobru'] })

async function open() {
  const sandbox = await createSandbox({ providers: ['cobru'], timeRate: 0 })
  onTestFinished(() => sandbox.close())
  return sandbox
}

describe('createSandbox takes known names only', () => {
  test('of providers', async () => {
    // @ts-expect-error: no provider has this name
    await expect(createSandbox({ providers: ['cobrú'] })).rejects.toThrow('cobrú')
  })

  test('of profiles', async () => {
    // @ts-expect-error: no profile of Cobru has this name
    const made = createSandbox({ providers: ['cobru'], profiles: { cobru: 'legaci' } })
    await expect(made).rejects.toThrow('Did you mean "legacy"?')
  })

  test('of quirks', async () => {
    const variants = { 'cobru.auth.token-tl': '900s' } as const
    // @ts-expect-error: no quirk of Cobru has this id
    await expect(createSandbox({ providers: ['cobru'], variants })).rejects.toThrow(
      'Did you mean "cobru.auth.token-ttl"?',
    )
  })

  test('of variants', async () => {
    const variants = { 'cobru.auth.token-ttl': '90s' } as const
    // @ts-expect-error: the quirk has no such variant
    await expect(createSandbox({ providers: ['cobru'], variants })).rejects.toThrow('900s')
  })
})

describe('a sandbox and its accounts take known names only', () => {
  test('of triggers, with their parameters', async () => {
    const { trigger } = await open()
    // @ts-expect-error: no trigger of Cobru has this name
    await expect(trigger('cobru.payment.aprove', { url: 'x' })).rejects.toThrow(
      'Did you mean "cobru.payment.approve"?',
    )
    // @ts-expect-error: the trigger needs the payment's `url`
    await expect(trigger('cobru.payment.approve')).rejects.toThrow('url')
    // @ts-expect-error: a trigger is named with its provider
    await expect(trigger('payment.approve', { url: 'x' })).rejects.toThrow(
      'Did you mean "cobru.payment.approve"?',
    )
  })

  test('of quirks and variants', async () => {
    const { quirks } = await open()
    // @ts-expect-error: no quirk of Cobru has this id
    await expect(quirks.set('cobru.auth.token-tl', '900s')).rejects.toThrow('Did you mean')
    // @ts-expect-error: the quirk has no such variant
    await expect(quirks.set('cobru.auth.token-ttl', '90s')).rejects.toThrow('900s')
  })

  test('of operations', async () => {
    const { requests, stubs } = await open()
    // @ts-expect-error: no operation of Cobru has this id
    const wrong = requests.list({ operationId: 'createPaiment' })
    await expect(wrong).rejects.toThrow('Did you mean "createPayment"?')
    // @ts-expect-error: no operation of Cobru has this id
    await expect(stubs.add({ operationId: 'createPaiment', answer: {} })).rejects.toThrow(
      'Did you mean "createPayment"?',
    )
  })

  test('of notifications', async () => {
    const { inbox } = await open()
    // @ts-expect-error: no notification of Cobru has this name
    await expect(inbox.list({ notification: 'paymentUpdate' })).rejects.toThrow(
      'Did you mean "paymentUpdated"?',
    )
  })

  test('of incidents', async () => {
    const { faults } = await open()
    // @ts-expect-error: no incident of Cobru has this id
    await expect(faults.add({ incident: 'cobru.create-drop' })).rejects.toThrow('Did you mean')
  })

  test('of profiles', async () => {
    const { profiles } = await open()
    // @ts-expect-error: no profile of Cobru has this name
    await expect(profiles.set('cobru', 'legaci')).rejects.toThrow('Did you mean "legacy"?')
  })

  test('of providers and their credentials', async () => {
    const sandbox = await open()
    const account = await sandbox.account()
    // @ts-expect-error: the sandbox has no such provider
    expect(sandbox.cobre).toBeUndefined()
    // @ts-expect-error: Cobru has no such credential
    expect(account.cobru.credentials.apikey).toBeUndefined()
    // @ts-expect-error: Cobru has no such variable
    expect(account.cobru.env.COBRU_KEY).toBeUndefined()
    expectTypeOf(account.cobru.credentials.apiKey).toBeString()
    expectTypeOf(account.cobru.env.COBRU_BASE_URL).toBeString()
  })
})

test('the fixture takes known names of providers and variants only', () => {
  // @ts-expect-error: no provider has this name
  createTest({ providers: ['cobrú'] })
  // @ts-expect-error: the quirk has no such variant
  createTest({ providers: ['cobru'], variants: { 'cobru.auth.token-ttl': '90s' } })
  expectTypeOf(createTest({ providers: ['cobru'] })).toBeFunction()
})

fixture('the fixture takes known names of triggers only', async ({ account }) => {
  // @ts-expect-error: no trigger of Cobru has this name
  await expect(account.trigger('cobru.payment.aprove', { url: 'x' })).rejects.toThrow(
    'Did you mean "cobru.payment.approve"?',
  )
})

test('a sandbox of every provider takes the names of each', async () => {
  const sandbox = await createSandbox({ timeRate: 0, variants: { 'cobru.auth.token-ttl': '900s' } })
  onTestFinished(() => sandbox.close())
  expectTypeOf(sandbox.avenia.credentials.email).toBeString()
  expect(await sandbox.quirks.active('cobru')).toHaveProperty(['cobru.auth.token-ttl'], '900s')
})

test('a spec of one’s own has its names by declaration merging', () => {
  expectTypeOf(connectSandbox<'acme'>).returns.resolves.toHaveProperty('acme')
})

test('a message has the body of the notification that was asked for', async () => {
  const { inbox } = await open()
  type Next = typeof inbox.next<'paymentUpdated'>
  expectTypeOf<Awaited<ReturnType<Next>>['body']>().toHaveProperty('state')
  type Long = typeof inbox.next<'cobru.paymentUpdated'>
  expectTypeOf<Awaited<ReturnType<Long>>['body']>().toHaveProperty('state')
})

test('an operation and a notification are named with their provider, or without', async () => {
  const sandbox = await open()
  await sandbox.cobru.fetch('/token/refresh/', { method: 'POST', body: '{}' })
  const short = await sandbox.requests({ operationId: 'refreshToken' })
  const long = await sandbox.requests({ operationId: 'cobru.refreshToken' })
  expect(short).toHaveLength(1)
  expect(long).toEqual(short)
  expect(await sandbox.inbox.list({ notification: 'cobru.paymentUpdated' })).toEqual([])
  expect(await sandbox.webhooks.list({ provider: 'cobru' })).toEqual([])
})
