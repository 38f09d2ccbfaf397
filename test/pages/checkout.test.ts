import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderCheckoutPage, stepName } from '#pages/checkout'
import type { CheckoutStep } from '#pages/checkout-page'
import * as examples from './example-pages.ts'

const { choose, examplePage, instructions, methods, otp, paid, refused, rejected } = examples

const steps: Record<string, CheckoutStep> = {
  choose,
  refused,
  instructions,
  otp,
  'code-expired': examples.codeExpired,
  paid,
  rejected,
  expired: examples.expired,
  refunded: examples.refunded,
}

const render = async (...args: Parameters<typeof examplePage>) =>
  renderCheckoutPage(examplePage(...args)).html()

const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1])

test('shows whom the payer pays, how much and for what', async () => {
  const html = await render(choose)

  expect(html).toContain('Panadería La Espiga')
  expect(html).toContain('$ 50.000,00 COP')
  expect(html).toContain('Pedido 1042')
  expect(html).toContain('Sandbox — no real money')
})

test('speaks Spanish and English, and links to the other on the same path', async () => {
  const spanish = await render(choose, { locale: 'es' })
  expect(spanish).toContain('<html lang="es">')
  expect(spanish).toContain('Elige cómo pagar')
  expect(spanish).toContain('href="/3gofdf6f?lang=en"')

  const english = await render(choose, { locale: 'en', path: '/3gofdf6f?from=mail' })
  expect(english).toContain('<html lang="en">')
  expect(english).toContain('Choose how to pay')
  expect(english).toContain('href="/3gofdf6f?from=mail&amp;lang=es"')
})

test.each(Object.keys(steps))('names no address of another host on %s', async (name) => {
  const html = await render(steps[name]!, {
    redirectUrl: 'https://shop.example/thanks?order=1',
  })

  const addresses = matches(html, /(?:https?:)?\/\/([\w.-]+\.\w+)/g)
  expect(addresses.filter((host) => !/^(shop|bank)\.example$/.test(host ?? ''))).toEqual([])
})

test.each(Object.keys(steps))('labels every input on %s and uses every id once', async (name) => {
  const html = await render(steps[name]!)

  const ids = matches(html, /\sid="([^"]+)"/g)
  expect(new Set(ids).size).toBe(ids.length)
  const visible = matches(html, /<(?:input|select)((?:\s[^>]*)?)>/g).filter(
    (attributes) => !attributes?.includes('type="hidden"'),
  )
  const labelled = matches(html, /<label for="([^"]+)"/g)
  expect(labelled).toEqual(visible.map((attributes) => / id="([^"]+)"/.exec(attributes ?? '')?.[1]))
  const references = matches(html, /aria-(?:describedby|labelledby)="([^"]+)"/g)
  expect(ids).toEqual(expect.arrayContaining(references.flatMap((ref) => ref?.split(' '))))
})

test('sends each method with its fields in a form of its own', async () => {
  const html = await render(choose)

  expect(matches(html, /<form method="post" action="([^"]+)"/g)).toEqual(
    methods.map(() => '/3gofdf6f/checkout'),
  )
  expect(matches(html, /name="method" value="([^"]+)"/g)).toEqual(methods.map(({ id }) => id))
  expect(html).not.toContain('<details name="methods" open>')
})

test('opens the selected method, or the only one', async () => {
  const open = '<details name="methods" open>'
  expect(await render({ kind: 'choose', methods, selected: 'card' })).toContain(open)
  expect(await render({ kind: 'choose', methods: methods.slice(0, 1) })).toContain(open)
})

test('says that nothing is enabled when there is no method', async () => {
  expect(await render({ kind: 'choose', methods: [] })).toContain('No payment method is enabled')
})

test('shows a refusal beside its field, announces it and starts there', async () => {
  const html = await render(refused, { locale: 'es' })

  expect(html).toContain('<p class="alert" role="alert">Revisa los datos marcados.</p>')
  expect(html).toContain('<p class="problem" id="field-3-0-problem">Tarjeta no válida.</p>')
  expect(html).toMatch(/id="field-3-0"[^>]* aria-describedby="field-3-0-problem"/)
  expect(html.match(/ autofocus/g)).toHaveLength(1)
  expect(html).toContain('<title>Error: Elige cómo pagar')
})

test('tells the browser which keyboard, autofill and length a field has', async () => {
  const html = await render(choose)

  expect(html).toMatch(/name="number"[^>]*inputmode="numeric" autocomplete="cc-number"/)
  expect(html).toMatch(/name="cvv"[^>]*maxlength="4"/)
  expect(html).toMatch(/name="phone"[^>]*type="tel"[^>]*autocomplete="tel"/)
})

test('draws the QR code inline and offers the lines to copy', async () => {
  const html = await render(instructions)

  expect(html).toMatch(/role="img" aria-label="QR code to pay"><svg /)
  expect(html).toContain('data-copy="@ensayo1234"')
  expect(html).toContain('Pay with Bre-B QR')
})

test('leaves out a QR code that no code can hold', async () => {
  const html = await render({ ...instructions, qr: 'x'.repeat(2954) } as CheckoutStep)
  expect(html).not.toContain('role="img"')
})

test('shows the time left without a script, and that it is over', async () => {
  expect(await render(instructions)).toMatch(/role="timer" data-expires="\d+">5:00</)
  expect(await render(instructions, { now: examples.now + 299_999 })).toMatch(/>0:01</)
  expect(await render(instructions, { now: examples.now + 300_000 })).toMatch(/>0:00</)
})

test('shows where a real payer would go without linking it', async () => {
  const html = await render(otp)
  expect(html).toContain('<code>https://bank.example/authorise')
  expect(html).not.toContain('href="https://bank.example')
})

test('follows the payment without a script, except where a code is being typed', async () => {
  const refresh = '<noscript><meta http-equiv="refresh"'
  expect(await render(instructions)).toContain(refresh)
  expect(await render(otp)).not.toContain(refresh)
})

test('lets the payer pay or decline, by code where one is asked for', async () => {
  expect(matches(await render(instructions), /name="action" value="(\w+)"/g)).toEqual([
    'pay',
    'decline',
  ])

  const html = await render(otp)
  expect(matches(html, /name="action" value="(\w+)"/g)).toEqual(['otp', 'decline'])
  expect(html).toContain('autocomplete="one-time-code"')
  expect(html).toContain('The code does not match.')
})

test('offers a new code, and another try where there is one', async () => {
  expect(await render(examples.codeExpired)).toContain('name="action" value="retry"')
  expect(await render(rejected)).toContain('name="action" value="retry"')
  expect(await render(paid)).not.toContain('value="retry"')
})

test.each([
  'http://localhost:3000',
  'http://192.168.1.4',
  'https://shop.test',
  'http://[::1]:8080',
])('goes back to a merchant at %s by itself after a payment', async (origin) => {
  const redirectUrl = `${origin}/thanks?a=1&b=2`
  const refresh = `content="3;url=${origin}/thanks?a=1&amp;b=2"`
  expect(await render(paid, { redirectUrl })).toContain(refresh)
})

test('goes out to the internet by a click alone, and after a rejection nowhere by itself', async () => {
  const redirectUrl = 'https://shop.example/thanks?a=1&b=2'
  const done = await render(paid, { redirectUrl })
  expect(done).not.toContain('http-equiv="refresh"')
  expect(done).toContain('href="https://shop.example/thanks?a=1&amp;b=2"')
  const declined = await render(rejected, { redirectUrl })
  expect(declined).not.toContain('http-equiv="refresh"')
  expect(declined).toContain('href="https://shop.example/thanks?a=1&amp;b=2"')
})

test('names its steps for the status endpoint as the page does', async () => {
  expect([choose, instructions, examples.codeExpired, paid, rejected].map(stepName)).toEqual([
    'choose',
    'instructions',
    'code-expired',
    'done:paid',
    'done:rejected',
  ])
  expect(await render(rejected)).toContain('data-step="done:rejected"')
})

test('allows its own style and script by hash and nothing else', async () => {
  const { html, headers } = renderCheckoutPage(examplePage(choose))
  const policy = headers['content-security-policy']

  for (const tag of ['style', 'script']) {
    const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html())?.[1] ?? ''
    const hash = createHash('sha256').update(text).digest('base64')
    expect(policy).toContain(`${tag}-src 'sha256-${hash}'`)
  }
  expect(policy).toContain(`default-src 'none'`)
  expect(html()).not.toMatch(/\sstyle="|\son\w+="/)
})

test('is the same bytes for the same page', async () => {
  expect(await render(instructions)).toBe(await render(instructions))
})
