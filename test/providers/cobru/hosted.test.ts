/** Quirks of the hosted page (E.3), one test per variant. What a browser does with it: test/browser. */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const PAYER = {
  name: 'Rosa Ensayo',
  document_type: 'CC',
  cc: '1000000001',
  email: 'rosa@example.com',
  phone: '3000000000',
}

test('opens at the slug without credentials, with amount, description and no other host', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ description: 'Café <b>& pan</b>' })

  const page = await cobru.api.send(`/${url}`)

  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.text).toContain('Café &lt;b&gt;&amp; pan&lt;/b&gt;')
  expect(page.text).toContain('50.000,00')
  expect(page.text).not.toMatch(/(?:src|href)="https?:/)
})

test('speaks Spanish unless the browser or the query asks for English', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const lang = async (query = '', headers = {}) =>
    /<html[^>]* lang="(\w+)"/.exec((await cobru.api.send(`/${url}${query}`, { headers })).text)?.[1]

  expect(await lang()).toBe('es')
  expect(await lang('?lang=en')).toBe('en')
  expect(await lang('', { 'accept-language': 'en-GB,en;q=0.9,es;q=0.8' })).toBe('en')
  expect(await lang('?lang=es', { 'accept-language': 'en' })).toBe('es')
})

test('an unknown slug is not found, and the hint says which address opens a payment', async () => {
  await using cobru = await createCobru()

  const page = await cobru.api.send('/zzzzzzzz')

  expect(page).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  expect(hintsOf(page).hint).toContain('`zzzzzzzz`')
})

test('an unknown slug is a page where a browser asks, in its language', async () => {
  await using cobru = await createCobru()
  const ask = (language: string) =>
    cobru.api.send('/zzzzzzzz', {
      headers: { accept: 'text/html,application/xhtml+xml', 'accept-language': language },
    })

  const page = await ask('es-CO')

  expect(page.status).toBe(404)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.text).toContain('<h1>No hay un cobro en esta dirección</h1>')
  expect(page.text).not.toContain('zzzzzzzz')
  expect((await ask('en')).text).toContain('<h1>There is no payment at this address</h1>')
  expect(hintsOf(page).hint).toContain('`zzzzzzzz`')
})

test.each([
  ['email', 'rosa', 'Write an e-mail address like rosa@example.com.'],
  ['expiration_date', '13/30', 'Write month and year, for example 05/29.'],
  ['cvv', '12', 'It has 3 or 4 digits.'],
  ['dues', '48', '1 to 36 instalments.'],
  ['name', ' ', 'This is needed.'],
])('a field %s with %j says what it wants, beside it', async (name, value, problem) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"credit_card":true}' })
  const card = { credit_card: '4111111111111111', expiration_date: '05/29', cvv: '123', dues: '1' }
  const body = new URLSearchParams({
    method: 'credit_card',
    lang: 'en',
    ...PAYER,
    ...card,
    [name]: value,
  })

  const sent = await cobru.api.send(`/${url}/checkout/`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  const location = new URL(sent.headers.get('location') ?? '', 'http://localhost')
  const { text } = await cobru.api.send(`${location.pathname}${location.search}`)

  const field = new RegExp(
    `<input[^>]*name="${name}"[^>]*aria-describedby="([^"]+)"[^>]*aria-invalid="true"`,
  )
  const ids = field.exec(text)?.[1]?.split(' ') ?? []
  expect(ids.some((id) => text.includes(`id="${id}">${problem}</p>`))).toBe(true)
  expect(text.match(/aria-invalid="true"/g)).toHaveLength(1)
})

test('fields say what a browser may fill in, and choices have names', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"pse":true}' })

  const { text } = await cobru.api.send(`/${url}`)

  for (const [name, fills] of [
    ['name', 'name'],
    ['email', 'email'],
    ['phone', 'tel'],
    ['address', 'street-address'],
    ['cc', 'off'],
  ]) {
    expect(text).toMatch(new RegExp(`name="${name}"[^>]*autocomplete="${fills}"`))
  }
  expect(text).toContain('<option value="CC">Cédula de ciudadanía</option>')
  expect(text).toContain('<option value="1013">BBVA Colombia</option>')
})

test('a slip for cash says until when it can be paid', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({
    payment_method_enabled: '{"efecty":true}',
    expiration_days: 3,
  })
  await cobru.api.post(`/${url}`, { payment: 'efecty', ...PAYER })
  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  const due = new Date((body as { date_expired: number }).date_expired)
  const show = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'America/Bogota' }).format(due)

  expect((await cobru.api.send(`/${url}`)).text).toContain(show('es-CO'))
  const english = (await cobru.api.send(`/${url}?lang=en`)).text
  expect(english).toContain('Pay by')
  expect(english).toContain(show('en-US'))
})

test('cobru.hosted.pay-pk-dead = 404: /pay/{pk} opens nothing and says what would', async () => {
  await using cobru = await createCobru()
  const { pk } = await cobru.create()

  const page = await cobru.api.send(`/pay/${pk}`)

  expect(page.status).toBe(404)
  expect(page.body).toEqual({ detail: 'Not found.' })
  expect(hintsOf(page)).toEqual({
    quirks: ['cobru.hosted.pay-pk-dead=404'],
    hint: 'Build the address from `url`, not from `pk`; {baseUrl}/{url} without `/pay/`.',
  })
})

test('cobru.hosted.pay-pk-dead = html-error: /pay/{pk} shows the error page of a server', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.hosted.pay-pk-dead': 'html-error' },
  })
  const { pk } = await cobru.create()

  const page = await cobru.api.send(`/pay/${pk}`)

  expect(page.status).toBe(500)
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  expect(page.text).toBe('<h1>Server Error (500)</h1>')
  expect(hintsOf(page).quirks).toEqual(['cobru.hosted.pay-pk-dead=html-error'])
})

test('the number of a payment is not a slug', async () => {
  await using cobru = await createCobru()
  const { pk } = await cobru.create()
  expect(await cobru.api.send(`/${pk}`)).toMatchObject({ status: 404 })
})

test('cobru.hosted.prefill-query = fills-the-form: the payer finds what the query tells', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"efecty":true}' })
  const query = new URLSearchParams({
    name: 'Rosa "Ensayo"',
    document_number: '1000000001',
    phone: '3001112233',
    email: 'rosa@example.com',
    third_party: 'true',
    callback_url: 'https://example.com/other',
  })

  const { text } = await cobru.api.send(`/${url}?${query}`)

  expect(text).toContain('value="Rosa &quot;Ensayo&quot;"')
  for (const value of ['1000000001', '3001112233', 'rosa@example.com']) {
    expect(text).toContain(`value="${value}"`)
  }
  // Whether it overrides the callback is unknown, so it does not.
  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  expect(body).toMatchObject({ state: 0, payer_name: null })
})

test.each([
  ['cobru', { phone: '3100000003' }, 'LIMIT_BALANCE'],
  ['cobru', { phone: '3009999999' }, 'error'],
  ['bitcoin', {}, 'other'],
  ['NEQUI', PAYER, 'NOT_ALLOWED'],
])(
  'a form of %s that the API would refuse leads back to the page, with %o',
  async (method, fields, problem) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create({ payment_method_enabled: '{"cobru":true}' })

    const body = new URLSearchParams({ method, ...fields, phone_nequi: '3000000000' })
    const answer = await cobru.api.send(`/${url}/checkout/`, {
      method: 'POST',
      body,
      redirect: 'manual',
    })

    expect(answer.status).toBe(303)
    const location = new URL(answer.headers.get('location') ?? '', 'http://localhost')
    expect(location.searchParams.get('problem')).toBe(problem)
    expect((await cobru.api.send(`${location.pathname}${location.search}`)).text).toContain(
      'role="alert"',
    )
  },
)

test('cobru.hosted.double-slash-404 = html-404: a double slash ends at the CDN', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  for (const path of [`//${url}`, '//cobru/', '//token/refresh/', `/cobru_detail//${url}`]) {
    const page = await cobru.api.get(path.replace(/^\/\//, 'http://cobru.ensayo.localhost//'))
    expect(page.status, path).toBe(404)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(page.text).toContain('404 Not Found')
    expect(hintsOf(page)).toEqual({
      quirks: ['cobru.hosted.double-slash-404=html-404'],
      hint: 'The path holds `//`; join base URL and path with one slash.',
    })
  }
})

test('cobru.hosted.breb-qr-undefined = drawn: the page shows a QR and the key', async () => {
  await using cobru = await createCobru()
  const page = await openBreb(cobru)
  expect(page.text).toContain('<svg')
  expect(page.text).toContain(page.key)
})

test('cobru.hosted.breb-qr-undefined = blank: no QR is drawn, the key is still there', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.hosted.breb-qr-undefined': 'blank' },
  })

  const page = await openBreb(cobru)

  expect(page.text).not.toContain('<svg')
  expect(page.text).toContain(page.key)
  expect(page.quirks).toEqual(['cobru.hosted.breb-qr-undefined=blank'])
  expect(page.hint).toBe('Have the payer copy the key when the QR is blank.')
})

async function openBreb({ api, create }: Awaited<ReturnType<typeof createCobru>>) {
  const { url } = await create()
  const { body } = await api.post(`/${url}`, { payment: 'breb' })
  const page = await api.send(`/${url}`)
  return { text: page.text, key: body[0].fields.key_value as string, ...hintsOf(page) }
}

test('a payer without a browser can pay through the form of the page', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const post = (fields: Record<string, string>) =>
    cobru.api.send(`/${url}/checkout/`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  expect(await post({ method: 'efecty', ...PAYER })).toMatchObject({ status: 303 })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 1 })
  expect(await post({ action: 'pay' })).toMatchObject({ status: 303 })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 3,
    payment_method: 'efecty',
    payer_name: 'Rosa Ensayo',
  })
})
