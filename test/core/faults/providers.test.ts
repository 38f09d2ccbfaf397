/** Chaos on the notifications of real providers: what is forged looks as theirs do. */
import { constants, createHmac, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import type { InboxMessage } from '../../../mocks/index.ts'
import { createAvenia, created, order, WEBHOOKS } from '../../providers/avenia/kit.ts'
import { createTestSandbox } from '../../providers/cobre/setup.ts'
import { createCobru, toCreateBody } from '../../providers/cobru/kit.ts'
import { createLocalpayment, KEY, toSignature } from '../../providers/localpayment/kit.ts'

/** Where two payloads differ, as dotted paths. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  const isNested = typeof one === 'object' && one !== null && typeof other === 'object'
  if (!isNested) return one === other ? [] : [path]
  const fields = Object.entries(one)
  return fields.flatMap(([key, value]) =>
    differences(
      value,
      (other as Record<string, unknown>)[key],
      `${path}.${key}`.replace(/^\./, ''),
    ),
  )
}

/** Same length, other text, the same kinds of characters at each place. */
function expectLikeness(forged: unknown, genuine: unknown): void {
  const shape = (text: unknown) =>
    String(text).replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '0')
  expect(shape(forged)).toBe(shape(genuine))
  expect(forged).not.toBe(genuine)
}

// biome-ignore lint/suspicious/noExplicitAny: what they are, the test asks
const bodies = (messages: InboxMessage[]) => messages.map(({ body }) => body as any)

test('cobru.payments-unmatched: a callback tells of a slug that nobody knows', async () => {
  await using cobru = await createCobru()
  const { engine } = cobru.sandbox
  engine.addFault('default', { incident: 'cobru.payments-unmatched' })
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()
  const [forged, genuine] = bodies(await cobru.sandbox.inbox.list())
  expect(genuine.url).toBe(url)
  expectLikeness(forged.url, url)
  expect(forged.state).toBe(genuine.state)
  expect(await cobru.sandbox.webhooks.list()).toMatchObject([{}, { forged: 'unknown-record' }])
})

test('cobru.callbacks-stop, cobru.create-drops and cobru.opaque-5xx do as they say', async () => {
  await using cobru = await createCobru()
  const { engine, inbox, trigger, settle } = cobru.sandbox
  engine.addFault('default', { incident: 'cobru.callbacks-stop' })
  const { url } = await cobru.create()
  await trigger('cobru.payment.approve', { url })
  await settle()
  expect(await inbox.list()).toEqual([])
  engine.addFault('default', { incident: 'cobru.create-drops' })
  const create = () => cobru.api.post('/cobru/', toCreateBody(cobru.sandbox))
  const answers = await Promise.all(Array.from({ length: 20 }, create))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 403]))
  engine.clearFaults('default')
  engine.addFault('default', { incident: 'cobru.opaque-5xx' })
  const failed = await Promise.all(Array.from({ length: 20 }, create))
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([201, 500]))
})

test('an unsigned callback cannot be signed wrongly, but forged with a state of one’s own', async () => {
  await using cobru = await createCobru()
  const { engine, inbox } = cobru.sandbox
  const { url } = await cobru.create()
  const forgery = { notification: 'paymentUpdated', record: url } as const
  await expect(engine.forge('default', { ...forgery, kind: 'wrong-signature' })).rejects.toThrow(
    'nothing is signed there',
  )
  await engine.forge('default', { ...forgery, kind: 'altered', body: { state: 3 } })
  expect(bodies(await inbox.list())).toMatchObject([{ url, state: 3 }])
})

test('avenia: a forged webhook does not verify, one of an unknown ticket does', async () => {
  await using avenia = await createAvenia()
  const { sandbox, api } = avenia
  const { engine } = sandbox
  for (const forge of ['wrong-signature', 'unknown-record'] as const)
    engine.addChaos('default', { notification: 'TICKET', kind: 'forge', forge, times: 1 })
  await created(api.post(WEBHOOKS, { webhookUrl: sandbox.inbox.url, subscriptions: ['TICKET'] }))
  await order(api)
  await sandbox.clock.advance(0)
  const key = {
    key: createPublicKey((await api.send('/v2/public-key')).body.publicKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
  }
  const messages = (await sandbox.inbox.list()).slice(0, 3)
  const isSigned = ({ headers, rawBody }: InboxMessage) =>
    verify('sha256', Buffer.from(rawBody), key, Buffer.from(headers.signature!, 'base64'))
  expect(messages.map(isSigned)).toEqual([false, true, true])
  const [wrong, unknown, genuine] = bodies(messages)
  expect(wrong).toEqual(genuine)
  const changed = differences(unknown, genuine)
  expect(changed.length).toBeGreaterThan(0)
  for (const path of changed) expect(path).toMatch(/(^|\.)(id|\w+Id)$/)
})

test('cobre: an unknown record keeps the kind of event and is rightly signed', async () => {
  const { api, account, inbox, sandbox } = await createTestSandbox()
  const { engine } = sandbox
  await api.subscribe(['accounts.balance.credit'])
  engine.addChaos('default', {
    notification: 'cobre.accounts.balance.credit',
    kind: 'forge',
    forge: 'unknown-record',
  })
  await api.account(250)
  await engine.settle('default')
  const [first, second] = await inbox.list()
  const [forged, genuine] = bodies([first!, second!])
  expect(forged.event_key).toBe('accounts.balance.credit')
  expect(forged.content.amount).toBe(genuine.content.amount)
  expectLikeness(forged.content.id, genuine.content.id)
  const text = `${first!.headers['event-timestamp']}.${first!.rawBody}`
  const key = account.cobre.credentials.eventSignatureKey!
  const right = createHmac('sha256', key).update(text).digest('hex')
  expect(first!.headers['event-signature']).toBe(right)
})

test('localpayment: an unknown payin keeps status and method, and is rightly signed', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  await lp.activate()
  lp.sandbox.engine.addChaos('default', {
    notification: 'PayIn',
    kind: 'forge',
    forge: 'unknown-record',
  })
  await lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount: 1000, concept: 'x' })
  await lp.sandbox.clock.advance('PT1S')
  const [first, second] = await lp.messages()
  const changed = differences(first!.body, second!.body)
  expect(changed).toEqual(expect.arrayContaining(['externalId', 'internalId']))
  for (const path of changed) expect(path).toMatch(/(Id|^id|\.id|reference)$/)
  const secret = lp.sandbox.localpayment.credentials.webhookSecret!
  expect(first!.headers['x-signature']).toBe(toSignature(secret, first!.rawBody))
})
