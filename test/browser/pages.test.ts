import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { CheckoutPage, CheckoutStep } from '#pages/checkout-page'
import * as examples from '../pages/example-pages.ts'
import { desktop, launch, phone, screenshot } from './browser.ts'
import { servePages } from './page-server.ts'

const { examplePage, instructions, now } = examples

const steps: Record<string, CheckoutStep> = {
  choose: examples.choose,
  bank: { kind: 'choose', methods: examples.methods, selected: 'bank' },
  refused: examples.refused,
  instructions,
  otp: examples.otp,
  'code-expired': examples.codeExpired,
  paid: examples.paid,
  rejected: examples.rejected,
  expired: examples.expired,
  refunded: examples.refunded,
}

const pages = new Map<string, CheckoutPage>()
const server = await servePages(pages)
const browser = await launch()
const { host } = new URL(server.baseUrl)

beforeEach(() => {
  const redirectUrl = `${server.baseUrl}/choose`
  for (const [name, step] of Object.entries(steps)) {
    pages.set(name, examplePage(step, { redirectUrl }))
  }
})
afterEach(() => {
  server.sent.length = 0
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each(Object.keys(steps))(
  'fits a phone and a desktop, light and dark, on %s, asking no other host',
  async (name) => {
    for (const [device, viewport] of Object.entries({ phone, desktop })) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const language = device === 'phone' ? 'es' : 'en'
        const url = `${server.baseUrl}/${name}?lang=${language}`
        const { page, hosts, errors } = await browser.open(url, { viewport, colorScheme })
        const widths = await page.evaluate(() => [
          document.scrollingElement?.scrollWidth ?? Number.POSITIVE_INFINITY,
          innerWidth,
        ])
        await screenshot(page, `${name}-${device}-${colorScheme}`)

        expect(widths[0]).toBeLessThanOrEqual(widths[1]!)
        expect([...hosts]).toEqual([host])
        expect(errors).toEqual([])
        await page.context().close()
      }
    }
  },
)

test.each([true, false])(
  'is used by keyboard alone, with script: %s',
  async (javaScriptEnabled) => {
    const { page } = await browser.open(`${server.baseUrl}/choose`, { javaScriptEnabled })

    await page.keyboard.press('Tab') // skip link
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab') // first method
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Ana Gómez')
    await page.keyboard.press('Tab')
    await page.keyboard.type('3001234567')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])

    expect(server.sent).toEqual([
      { method: 'key', lang: 'en', name: 'Ana Gómez', phone: '3001234567' },
    ])
  },
)

test('opens one method at a time', async () => {
  const { page } = await browser.open(`${server.baseUrl}/choose`)

  await page.getByText('Bre-B QR').click()
  await page.getByText('Credit card').click()

  expect(await page.locator('details[open]').count()).toBe(1)
  expect(await page.getByLabel('Card number').isVisible()).toBe(true)
})

test('puts the cursor on the first refused field', async () => {
  const { page } = await browser.open(`${server.baseUrl}/refused`)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('number')
})

test('shows where the keyboard is', async () => {
  const { page } = await browser.open(`${server.baseUrl}/instructions`)
  const button = page.getByRole('button', { name: 'Decline' })
  await button.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  const outline = await button.evaluate((element) => getComputedStyle(element).outlineWidth)
  expect(outline).toBe('3px')
})

test('counts down at the rate of the clock of the account', async () => {
  pages.set('fast', examplePage(instructions, { rate: 60 }))
  const { page } = await browser.open(`${server.baseUrl}/fast`)

  const timer = page.getByRole('timer')
  await expect.poll(() => timer.textContent(), { timeout: 60_000 }).toMatch(/^4:[0-5]\d$/)
})

test('stands still while the clock is frozen, and follows it when it is moved', async () => {
  pages.set('frozen', examplePage(instructions, { rate: 0 }))
  const { page } = await browser.open(`${server.baseUrl}/frozen`)
  const timer = page.getByRole('timer')
  await page.waitForTimeout(1_200)
  expect(await timer.textContent()).toBe('5:00')

  pages.set('frozen', examplePage(instructions, { rate: 0, now: now + 240_000 }))
  await expect.poll(() => timer.textContent(), { timeout: 60_000 }).toBe('1:00')
})

test('shows the next step by itself', async () => {
  const { page } = await browser.open(`${server.baseUrl}/instructions?lang=es`)

  pages.set('instructions', examplePage(examples.codeExpired))

  await page.getByRole('heading', { name: 'El código venció' }).waitFor({ timeout: 60_000 })
  expect(new URL(page.url()).pathname).toBe('/instructions')
})

test('copies a line', async () => {
  const { page, errors } = await browser.open(`${server.baseUrl}/instructions`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })

  await page.getByRole('button', { name: 'Copy' }).first().click()

  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('@ensayo1234')
  expect(errors).toEqual([])
})

test.each([
  ['I have paid', 'pay'],
  ['Decline', 'decline'],
])('sends one form for two clicks on "%s"', async (label, action) => {
  const { page } = await browser.open(`${server.baseUrl}/instructions`)

  await Promise.all([
    page.waitForNavigation(),
    page.getByRole('button', { name: label }).dblclick(),
  ])

  expect(server.sent).toEqual([{ lang: 'en', action }])
})

test('goes back to the merchant three seconds after a payment', async () => {
  const { page } = await browser.open(`${server.baseUrl}/paid`)
  await page.waitForURL(`${server.baseUrl}/choose`, { timeout: 60_000 })
})

test('keeps its controls large enough for a thumb', async () => {
  const { page } = await browser.open(`${server.baseUrl}/bank`, { viewport: phone })
  const heights = await page
    .locator('main button:visible, main summary, main input:visible, main select:visible')
    .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
})
