/** Who registers an endpoint that will not be called hears so at once, and of one that will nothing. */
import { expect, test } from 'vitest'
import { createAcme } from '../fixtures/acme-sandbox.ts'
import { createAvenia, hintsOf, WEBHOOKS } from './avenia/kit.ts'
import { createTestSandbox } from './cobre/setup.ts'

const AWAY = 'https://yourapp.com/hook'
const SAYS = 'The callback will not be called: host "yourapp.com" is neither local nor private'

test('of any provider with registered endpoints', async () => {
  const { api, sandbox } = await createAcme()
  const away = await api.post('/endpoints', { url: AWAY })
  expect(away.headers.get('x-ensayo-hint')).toContain(SAYS)
  const near = await api.post('/endpoints', { url: sandbox.inbox.url })
  expect(near.headers.get('x-ensayo-hint') ?? '').not.toContain('will not be called')
})

test('of Avenia’s webhooks, whose field has another name than the record’s', async () => {
  await using avenia = await createAvenia()
  const create = (webhookUrl: string) =>
    avenia.api.post(WEBHOOKS, { webhookUrl, subscriptions: ['TICKET'] })
  expect(hintsOf(await create(AWAY)).hint).toContain(SAYS)
  expect(hintsOf(await create(avenia.sandbox.inbox.url)).hint ?? '').not.toContain('not be called')
})

test('of Cobre’s subscriptions', async () => {
  const { api, sandbox } = await createTestSandbox()
  const create = (url: string) =>
    api.post('/v1/subscriptions', {
      url,
      events: ['accounts.balance.credit'],
      event_signature_key: sandbox.cobre.credentials.eventSignatureKey,
    })
  expect((await create(AWAY)).headers.get('x-ensayo-hint')).toContain(SAYS)
  const near = await create(sandbox.inbox.url)
  expect(near.headers.get('x-ensayo-hint') ?? '').not.toContain('will not be called')
})
