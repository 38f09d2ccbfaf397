import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { authorise, toCreateBody } from '../providers/cobru/kit.ts'
import { desktop, launch, phone } from './browser.ts'

const shop = createServer((_, response) => {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><link rel="icon" href="data:,"><h1>Gracias</h1>')
})
await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
// listen() on a host and port gives a TCP address.
const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/return?order=7`
const sandbox = await createSandbox({ providers: ['cobru'], listen: true, strict: true })
const browser = await launch()
const { host } = new URL(sandbox.cobru.baseUrl)

afterAll(async () => {
  await browser.close()
  await sandbox.close()
  shop.closeAllConnections()
  shop.close()
})

/** A payment of an account of its own, so with a clock of its own. */
async function createPayment(overrides: Record<string, unknown> = {}) {
  const account = await sandbox.account()
  const { headers } = await authorise(account.cobru)
  const answer = await account.cobru.fetch('/cobru/', {
    method: 'POST',
    headers,
    body: JSON.stringify(toCreateBody(account, { payer_redirect_url: shopUrl, ...overrides })),
  })
  // The answer of a create, demanded whole by other tests.
  const { url } = (await answer.json()) as { url: string }
  const readState = async (): Promise<number> => {
    const detail = await account.cobru.fetch(`/cobru_detail/${url}`, { headers })
    return ((await detail.json()) as { state: number }).state
  }
  const nextCallback = async () => (await account.inbox.next()).body
  return { account, url, link: `${sandbox.cobru.baseUrl}/${url}`, readState, nextCallback }
}

const CARD: Record<string, string> = {
  'Full name': 'Rosa Ensayo',
  'Document number': '1000000002',
  'E-mail': 'rosa@example.com',
  'Mobile phone': '3076543320',
  'Card number': '4111111111111112',
  Expiry: '12/30',
  'Security code': '123',
}

/** Fills the card form, which has the declined test card unless told otherwise. */
async function fillCard(page: Page, over: Record<string, string> = {}): Promise<void> {
  const form = page.getByRole('form', { name: 'Credit card' })
  for (const [label, value] of Object.entries({ ...CARD, ...over })) {
    await form.getByLabel(label).fill(value)
  }
  await form.getByLabel('Document type').selectOption('CC')
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function chooseBreb(page: Page): Promise<void> {
  await page.getByText('Bre-B', { exact: true }).click()
  await page.getByRole('form', { name: 'Bre-B' }).getByRole('button').click()
  await heading(page, 'Pay with Bre-B').waitFor()
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      const { activeElement: element } = document
      const labels = element instanceof HTMLInputElement ? element.labels : null
      return (labels?.[0]?.textContent ?? element?.textContent)?.trim() === wanted
    }, name)
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab')
    if (await isThere()) return
  }
  throw new Error(`No Tab leads to "${name}"`)
}

test('pays with Bre-B: QR, key and countdown, then back to the shop, which was told', async () => {
  const { link, readState, nextCallback, url } = await createPayment()
  const { page, hosts, errors } = await browser.open(`${link}?lang=en`, { viewport: desktop })

  await chooseBreb(page)
  expect(await page.getByRole('img', { name: 'QR code to pay' }).locator('svg').count()).toBe(1)
  expect(await page.locator('dl code').textContent()).toMatch(/^@ensayo\d{4}$/)
  expect(await page.getByRole('timer').textContent()).toMatch(/^(5:00|4:5\d)$/)
  expect(await nextCallback()).toMatchObject({ url, state: 1 })
  await press(page, 'I have paid')
  await heading(page, 'Payment received').waitFor()

  expect(await nextCallback()).toMatchObject({ url, state: 3, payment_method: 'Bre-B' })
  expect(await readState()).toBe(3)
  await page.waitForURL(shopUrl)
  expect([...hosts].sort()).toEqual([host, new URL(shopUrl).host].sort())
  expect(errors).toEqual([])
})

test('declines one card and takes another, without losing the payment', async () => {
  const { link, readState, nextCallback } = await createPayment()
  const { page, hosts, errors } = await browser.open(`${link}?lang=en`, { viewport: desktop })
  await page.getByText('Credit card', { exact: true }).click()
  await fillCard(page)
  await page.getByRole('form', { name: 'Credit card' }).getByRole('button').click()

  await heading(page, 'Payment rejected').waitFor()
  expect(await readState()).toBe(2)
  expect(await nextCallback()).toMatchObject({ state: 2, payment_method: 'credit_card' })
  await press(page, 'Try again')
  await heading(page, 'Choose how to pay').waitFor()
  await page.getByText('Credit card', { exact: true }).click()
  await fillCard(page, { 'Card number': '4111 1111 1111 1111' })
  await page.getByRole('form', { name: 'Credit card' }).getByRole('button').click()

  await heading(page, 'Payment received').waitFor()
  expect(await readState()).toBe(3)
  expect(await nextCallback()).toMatchObject({ state: 3 })
  expect([...hosts]).toEqual([host])
  expect(errors).toEqual([])
})

test('lets the QR expire by the clock and draws a new one', async () => {
  const { account, link, readState } = await createPayment()
  const { page, hosts, errors } = await browser.open(`${link}?lang=en`, { viewport: phone })
  await chooseBreb(page)
  const code = await page.locator('.qr').innerHTML()

  await account.clock.advance('PT5M')
  await heading(page, 'The code has expired').waitFor()
  expect(await page.getByRole('button', { name: 'I have paid' }).count()).toBe(0)
  expect(await readState()).toBe(1)
  await press(page, 'Get a new code')
  await heading(page, 'Pay with Bre-B').waitFor()

  expect(await page.locator('.qr').innerHTML()).not.toBe(code)
  expect(await page.getByRole('timer').textContent()).toMatch(/^(5:00|4:5\d)$/)
  await press(page, 'I have paid')
  await heading(page, 'Payment received').waitFor()
  expect([...hosts].slice(0, 1)).toEqual([host])
  expect(errors).toEqual([])
})

test('pays by keyboard alone', async () => {
  const { link, readState } = await createPayment()
  const { page } = await browser.open(`${link}?lang=en`)

  await tabTo(page, 'Bre-B')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Continue')
  await page.keyboard.press('Enter')
  await heading(page, 'Pay with Bre-B').waitFor()
  await tabTo(page, 'I have paid')
  await page.keyboard.press('Space')

  await heading(page, 'Payment received').waitFor()
  expect(await readState()).toBe(3)
})

test('fills the longest form by keyboard alone', async () => {
  const { link } = await createPayment({ payment_method_enabled: '{"credit_card":true}' })
  const { page } = await browser.open(`${link}?lang=en`)

  for (const [label, value] of Object.entries(CARD)) {
    await tabTo(page, label)
    await page.keyboard.type(value)
    if (label !== 'Full name') continue
    await page.keyboard.press('Tab')
    await page.keyboard.type('CC')
  }
  await page.keyboard.press('Enter')

  await heading(page, 'Payment rejected').waitFor()
})
