import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '../fixtures/any-names.ts'
import { authorise, toCreateBody } from '../providers/cobru/kit.ts'
import { desktop, launch, phone, screenshot } from './browser.ts'

const sandbox = await createSandbox({ providers: ['cobru'], listen: true, strict: true })
const browser = await launch()
const { host } = new URL(sandbox.cobru.baseUrl)

afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

/** Opens the page of a new payment of an account of its own. */
async function openPayment(
  overrides: Record<string, unknown> = {},
  { query = '?lang=en', ...options }: BrowserContextOptions & { query?: string } = {},
) {
  const account = await sandbox.account()
  const { headers } = await authorise(account.cobru)
  const answer = await account.cobru.fetch('/cobru/', {
    method: 'POST',
    headers,
    body: JSON.stringify(toCreateBody(account, overrides)),
  })
  // The answer of a create, demanded whole by other tests.
  const { url } = (await answer.json()) as { url: string }
  const link = `${sandbox.cobru.baseUrl}/${url}`
  const watched = await browser.open(`${link}${query}`, options)
  const { page } = watched
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  return { ...watched, account, url, link, heading }
}

const only = (method: string) => ({ payment_method_enabled: JSON.stringify({ [method]: true }) })

test.each([
  ['es-CO', 'es', 'Elige cómo pagar', '$ 50.000,00 COP'],
  ['es-ES,es;q=0.9,en;q=0.8', 'es', 'Elige cómo pagar', '$ 50.000,00 COP'],
  ['en-GB', 'en', 'Choose how to pay', '$ 50,000.00 COP'],
  ['fr-FR', 'es', 'Elige cómo pagar', '$ 50.000,00 COP'],
])('speaks to a browser set to %s in %s', async (language, lang, title, amount) => {
  const extraHTTPHeaders = { 'accept-language': language }
  const { page, heading } = await openPayment({}, { query: '', extraHTTPHeaders })
  await heading(title).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe(lang)
  expect(await page.locator('.amount').textContent()).toBe(amount)
})

test('changes the language in the middle of a payment and stays in it', async () => {
  const { page, heading } = await openPayment(only('breb'))
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading('Pay with Bre-B').waitFor()

  await page.getByRole('link', { name: 'Español' }).click()
  await heading('Paga con Bre-B').waitFor()
  expect(await page.getByText('Llave Bre-B').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Ya pagué' }).click()

  await heading('Pago recibido').waitFor()
})

test.each(Object.entries({ phone, desktop }))(
  'offers every enabled method on a %s',
  async (device, viewport) => {
    const { page } = await openPayment({}, { viewport })
    const methods = await page.getByRole('listitem').allInnerTexts()
    await screenshot(page, `cobru-choose-${device}`)
    expect(methods).toEqual([
      ...['Bre-B', 'PSE', 'Nequi', 'Daviplata', 'dale!', 'Bancolombia button', 'Credit card'],
      ...['Efecty', 'Bancolombia agent', 'Cobru balance'],
    ])
  },
)

test('shows a hostile description as the text that it is', async () => {
  const description = `</p><script>document.title='x'</script><img src="//evil.test/a.png" onerror="document.title='x'"> ' " & <b>7</b>`
  const { page, hosts, errors } = await openPayment({ description }, { viewport: phone })

  expect(await page.locator('.description').textContent()).toBe(description)
  expect(await page.title()).toContain('Choose how to pay')
  expect(await page.locator('img, b').count()).toBe(0)
  expect([...hosts]).toEqual([host])
  expect(errors).toEqual([])
})

test('fits a phone with the longest description and amount there are', async () => {
  const { page } = await openPayment(
    { description: 'W'.repeat(240), amount: 999999999999.99 },
    { viewport: phone },
  )
  await screenshot(page, 'cobru-long-phone')
  const overflow = await page.evaluate(
    () => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
  )
  expect(overflow).toBe(0)
})

test('takes the one-time code of Daviplata, which it names, after a wrong one', async () => {
  const { page, heading, errors } = await openPayment(only('daviplata'), {
    query:
      '?lang=en&name=Rosa&document_type=CC&document_number=1&phone=3000000000&email=a@example.com',
  })
  await page.getByLabel('Document type').selectOption('CC')
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading('Pay with Daviplata').waitFor()

  await page.getByLabel('One-time code').fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('alert').getByText('The code is not right.').waitFor()
  await screenshot(page, 'cobru-otp-wrong')
  expect(await page.getByLabel('One-time code').getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('One-time code').fill((await page.locator('dl code').textContent()) ?? '')
  await page.getByRole('button', { name: 'Confirm' }).click()

  await heading('Payment received').waitFor()
  expect(errors).toEqual([])
})

test.each([
  ['3100000003', 'The merchant would exceed the allowed balance.'],
  ['3009999999', 'No Cobru user has this phone.'],
])('tells the payer with phone %s why it failed', async (number, problem) => {
  const { page } = await openPayment(only('cobru'), { viewport: phone })
  await page.getByLabel('Mobile phone').fill(number)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('alert').getByText(problem).waitFor()
  await screenshot(page, `cobru-problem-${number}`)
  expect(await page.getByLabel('Mobile phone').isVisible()).toBe(true)
})

test('keeps what was typed when a field has the wrong form', async () => {
  const { page } = await openPayment(only('credit_card'))
  const fields: Record<string, string> = { 'Full name': 'Rosa', 'Document number': '1' }
  Object.assign(fields, { 'E-mail': 'a@example.com', 'Mobile phone': '3000000000' })
  Object.assign(fields, { 'Card number': '4111', Expiry: '1330', 'Security code': '12' })
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByLabel('Document type').selectOption('CC')

  await page.getByRole('button', { name: 'Continue' }).click()

  const invalid = page.locator('input:invalid')
  expect(await invalid.evaluateAll((all) => all.map((each) => each.getAttribute('name')))).toEqual([
    ...['credit_card', 'expiration_date', 'cvv'],
  ])
  expect(await page.getByLabel('Full name').inputValue()).toBe('Rosa')
})

test('lets the payer change from one method to another', async () => {
  const { page, heading } = await openPayment({}, { viewport: phone })
  await page.getByText('Bre-B', { exact: true }).click()
  await page.getByRole('form', { name: 'Bre-B' }).getByRole('button').click()
  await heading('Pay with Bre-B').waitFor()
  await screenshot(page, 'cobru-change-phone')

  await page.getByRole('button', { name: 'Use another method' }).click()
  await heading('Choose how to pay').waitFor()
  await page.getByText('Cobru balance', { exact: true }).click()
  await page
    .getByRole('form', { name: 'Cobru balance' })
    .getByLabel('Mobile phone')
    .fill('3100000002')
  await page.keyboard.press('Enter')

  await heading('Pay with Cobru balance').waitFor()
})

test.each([
  ['approve', 'Payment received'],
  ['decline', 'Payment rejected'],
  ['expire', 'The payment has expired'],
])('follows what happens elsewhere: %s', async (trigger, title) => {
  const { page, heading, account, url } = await openPayment(only('breb'), { viewport: desktop })
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading('Pay with Bre-B').waitFor()

  await account.trigger(`cobru.payment.${trigger}`, { url })

  await heading(title).waitFor()
  await screenshot(page, `cobru-${trigger}-desktop`)
})

test('counts down on a clock that stands still only as far as that clock goes', async () => {
  const { page, heading, account } = await openPayment(only('breb'))
  await account.clock.freeze()
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading('Pay with Bre-B').waitFor()
  expect(await page.locator('body').getAttribute('data-rate')).toBe('0')
  expect(await page.getByRole('timer').textContent()).toBe('5:00')

  await account.clock.advance('PT4M30S')

  await expect.poll(() => page.getByRole('timer').textContent(), { timeout: 60_000 }).toBe('0:30')
})
