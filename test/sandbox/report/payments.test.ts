/** Readiness items about payments: flags, URLs, page, repeats, codes, cards, browsers. */
import { expect, test } from 'vitest'
import { toCreateBody } from '../../providers/cobru/kit.ts'
import { createShop, SHOP } from './kit.ts'

const toBody = (overrides: object) =>
  toCreateBody({ inbox: { url: SHOP } } as never, { callback: SHOP, ...overrides })

test('flags in a string are met, flags as JSON are not', async () => {
  const shop = await createShop()
  expect((await shop.item('flags-as-string')).verdict).toBe('not-seen')
  await shop.create()
  expect((await shop.item('flags-as-string')).verdict).toBe('met')
  await shop.post('/cobru/', toBody({ payment_method_enabled: { pse: true } }))
  expect(await shop.item('flags-as-string')).toMatchObject({
    verdict: 'violated',
    findings: [
      { where: ['req_3 POST /cobru/ → 400'], saw: 'payment_method_enabled was an object.' },
    ],
  })
})

test.each([
  [['pse'], 'payment_method_enabled was a list.'],
  ['pse', 'payment_method_enabled was a string that holds no JSON object.'],
  [true, 'payment_method_enabled was a boolean.'],
])('flags %j are told as what they were', async (flags, saw) => {
  const shop = await createShop()
  await shop.post('/cobru/', toBody({ payment_method_enabled: flags }))
  expect((await shop.item('flags-as-string')).findings[0]!.saw).toBe(saw)
})

test('a create without flags breaks another rule, not this one', async () => {
  const shop = await createShop()
  await shop.post('/cobru/', toBody({ payment_method_enabled: undefined }))
  expect((await shop.item('flags-as-string')).verdict).toBe('not-seen')
})

test('a create carries both URLs, absolute and https', async () => {
  const shop = await createShop()
  await shop.create()
  await shop.create({ callback: 'https://yourapp.com/cobru' })
  expect((await shop.item('both-urls')).verdict).toBe('met')
  await shop.post('/cobru/', toBody({ callback: undefined }))
  await shop.post('/cobru/', toBody({ payer_redirect_url: 'http://yourapp.com/' }))
  expect((await shop.item('both-urls')).findings.map(({ saw }) => saw)).toEqual([
    'callback is missing.',
    'payer_redirect_url is not an https URL.',
  ])
})

test('a create that was refused for its credentials says nothing about its URLs', async () => {
  const shop = await createShop()
  await shop.post('/cobru/', {}, { authorization: 'Bearer nonsense' })
  expect((await shop.item('both-urls')).verdict).toBe('not-seen')
})

test('the page is opened by slug', async () => {
  const shop = await createShop()
  const { url } = await shop.create()
  expect((await shop.item('hosted-url')).verdict).toBe('not-seen')
  await shop.get(`/${url}?lang=es`)
  expect((await shop.item('hosted-url')).verdict).toBe('met')
})

test.each(['/pay/PK', '/PK', '/checkout/PK'])('the page is not at %s', async (path) => {
  const shop = await createShop()
  const { pk } = await shop.create()
  await shop.get(path.replace('PK', String(pk)))
  expect(await shop.item('hosted-url')).toMatchObject({
    verdict: 'violated',
    findings: [{ cure: 'Build the address from `url` of the answer, never from `pk`.' }],
  })
})

test('a path that nobody knows, and a slug that nobody has, are no wrong page', async () => {
  const shop = await createShop()
  await shop.create()
  await shop.get('/favicon.ico')
  await shop.get('/zzzzzzzz')
  expect((await shop.item('hosted-url')).verdict).toBe('not-seen')
})

test('a refused body that is corrected is not a blind retry', async () => {
  const shop = await createShop()
  await shop.post('/cobru/', toBody({ callback: undefined }))
  await shop.create()
  expect((await shop.item('no-blind-retry')).verdict).toBe('met')
})

test('a refused body that is sent again is a blind retry, counted once', async () => {
  const shop = await createShop()
  for (let time = 0; time < 3; time++) await shop.post('/cobru/', toBody({ callback: undefined }))
  const item = await shop.item('no-blind-retry')
  expect(item.findings).toMatchObject([
    {
      requests: ['req_2', 'req_3', 'req_4'],
      saw: 'The same body was sent 3 times although it was refused for what it says.',
    },
  ])
})

test.each([
  [
    'refused for an expired token',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      await shop.sandbox.clock.advance('PT2H')
      await shop.post('/cobru/', toBody({}))
      await shop.login()
      await shop.post('/cobru/', toBody({}))
    },
  ],
  [
    'refused for want of money, then repeated',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      const send = { amount: 999_999_999, to_user: '3001234567' }
      expect((await shop.post('/send/', send)).status).toBe(400)
      await shop.post('/send/', send)
    },
  ],
  [
    'an order like another',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      await shop.create()
      await shop.create()
    },
  ],
])('%s is not a blind retry', async (_what, act) => {
  const shop = await createShop()
  await act(shop)
  expect((await shop.item('no-blind-retry')).verdict).toBe('not-seen')
})

test('the same mistake an hour later is another attempt, not a retry', async () => {
  const shop = await createShop()
  await shop.post('/cobru/', toBody({ callback: undefined }))
  await shop.sandbox.clock.advance('PT30M')
  await shop.post('/cobru/', toBody({ callback: undefined }))
  expect((await shop.item('no-blind-retry')).verdict).toBe('met')
})

async function submitBreb(shop: Awaited<ReturnType<typeof createShop>>): Promise<string> {
  const { url } = await shop.create()
  const answer = await shop.post(`/${url}`, PAYER)
  return toCode(answer.body)
}

/** The code in an answer: a list of orders, or text with one in it. */
function toCode(body: unknown): string {
  const orders = typeof body === 'string' ? JSON.parse(body) : body
  return (typeof orders === 'string' ? JSON.parse(orders) : orders)[0].fields.GOrdenId
}

const PAYER = {
  name: 'Luis Prueba',
  payment: 'breb',
  cc: '1000000002',
  document_type: 'CC',
  email: 'luis@example.com',
  phone: '3001234567',
  address: 'Calle 1',
}

test('a Bre-B code that is polled while it lives is met; one late poll is how a client hears of its end', async () => {
  const shop = await createShop()
  const order = await submitBreb(shop)
  expect((await shop.item('qr-life')).verdict).toBe('not-seen')
  await shop.get(`/breb_status/${order}/`)
  await shop.sandbox.clock.advance('PT5M1S')
  await shop.get(`/breb_status/${order}/`)
  expect((await shop.item('qr-life')).verdict).toBe('met')
})

test('a Bre-B code that goes on being used past its life is violated', async () => {
  const shop = await createShop()
  const order = await submitBreb(shop)
  await shop.sandbox.clock.advance('PT6M')
  await shop.get(`/breb_status/${order}/`)
  await shop.get(`/breb_status/${order}/`)
  expect(await shop.item('qr-life')).toMatchObject({
    verdict: 'violated',
    findings: [{ saw: 'A Bre-B code was used when it was 6 minutes old; it lives 5 minutes.' }],
  })
})

test('a new Bre-B code instead of the old one is met', async () => {
  const shop = await createShop()
  const { url } = await shop.create()
  const submit = async () => toCode((await shop.post(`/${url}`, PAYER)).body)
  await submit()
  await shop.sandbox.clock.advance('PT6M')
  const second = await submit()
  await shop.get(`/breb_status/${second}/`)
  await shop.get(`/breb_status/${second}/`)
  expect((await shop.item('qr-life')).verdict).toBe('met')
})

test('movements are asked for with one flag', async () => {
  const shop = await createShop()
  await shop.get('/movements/movements_by_types/?by_cobrus=true&by_sends=false&per_page=5')
  expect((await shop.item('one-movement-flag')).verdict).toBe('met')
  await shop.get('/movements/movements_by_types/')
  await shop.get('/movements/movements_by_types/?by_cobrus=true&by_sends=true')
  expect((await shop.item('one-movement-flag')).findings.map(({ saw }) => saw)).toEqual([
    'None of the flags was set.',
    'Set together: by_cobrus, by_sends.',
  ])
})

test('a card number in clear is found and never repeated', async () => {
  const shop = await createShop()
  const card = { name_card: 'QUJD', date_expiration: 'QUJD' }
  await shop.post('/register_tc/', { ...card, number_card: 'QUJDREVGR0hJSktMTU5PUA==' })
  await shop.post('/register_tc/', { ...card, number_card: '1234567890123456' })
  expect((await shop.item('card-encrypted')).verdict).toBe('met')
  await shop.post('/register_tc/', { ...card, number_card: '4111 1111 1111 1111' })
  const item = await shop.item('card-encrypted')
  expect(item.findings).toMatchObject([{ saw: 'A card number stands in clear in /number_card.' }])
  expect(JSON.stringify(item)).not.toContain('4111')
})

test('a browser that calls the API has the credentials', async () => {
  const shop = await createShop()
  const { url } = await shop.create()
  // Node's own fetch says so, and the payer's browser opens the page without credentials.
  await shop.get('/balance/', { 'sec-fetch-mode': 'cors' })
  await shop.sandbox.cobru.fetch(`/${url}`, { headers: { origin: 'https://shop.example' } })
  expect((await shop.item('server-side')).verdict).toBe('met')
  await shop.get('/balance/', { origin: 'https://shop.example' })
  expect((await shop.item('server-side')).findings).toMatchObject([
    { where: [expect.stringContaining('GET /balance/ → 200')] },
  ])
})

test('what no traffic shows is for a person, with what to do', async () => {
  const shop = await createShop()
  expect(await shop.item('redirect')).toMatchObject({
    verdict: 'by-hand',
    notes: [expect.stringContaining('Pay on the hosted page')],
  })
})
