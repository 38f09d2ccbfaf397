/** What a newcomer asks, answered within four clicks from the first page of the inspector. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { authorise, toCreateBody } from '../providers/cobru/kit.ts'
import { launch } from './browser.ts'

const narrow = { width: 390, height: 800 }
const wide = { width: 1280, height: 800 }
const huge = { width: 1600, height: 1000 }
const widths = { 390: narrow, 1280: wide, 1600: huge }

/** The customer's own server, which has a fault of its own. */
const shop = createServer((_, response) => {
  response.statusCode = 422
  response.end('{"error":"order 1001 is closed"}')
})
await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
// listen() on a host and port gives a TCP address.
const callback = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hooks`
const sandbox = await createSandbox({ providers: ['cobru'], listen: true, strict: true })
const home = `${sandbox.engine.addresses.control}/`
const browser = await launch()

afterAll(async () => {
  await browser.close()
  await sandbox.close()
  shop.closeAllConnections()
  shop.close()
})

/** A payment, and nothing else in the traffic. */
async function prepare(overrides: Record<string, unknown> = {}): Promise<string> {
  await sandbox.reset()
  const { headers } = await authorise(sandbox.cobru)
  const answer = await sandbox.cobru.fetch('/cobru/', {
    method: 'POST',
    headers,
    body: JSON.stringify(toCreateBody(sandbox, { callback, ...overrides })),
  })
  // The answer of a create, demanded whole by other tests.
  return ((await answer.json()) as { url: string }).url
}

/** Opens the first page and counts what is clicked from there. */
async function open(viewport: { width: number; height: number }) {
  const watched = await browser.open(home, { viewport, locale: 'en-US' })
  const { page } = watched
  let clicks = 0
  return {
    ...watched,
    clicks: () => clicks,
    click: async (selector: string) => {
      clicks++
      await page.locator(selector).first().click()
      await page.waitForLoadState('load')
    },
  }
}

const text = (page: Page) => page.locator('main').innerText()

async function expectFits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => (document.scrollingElement?.scrollWidth ?? Number.POSITIVE_INFINITY) - innerWidth,
  )
  expect(over).toBeLessThanOrEqual(0)
}

test.each(Object.entries(widths))('why was my create a 403, at %s px', async (_, viewport) => {
  await prepare({ callback: undefined })
  const { page, click, clicks, hosts, errors } = await open(viewport)
  await expectFits(page)

  await click('.traffic a:has-text("403")')

  await expect.poll(() => text(page)).toContain('Validation, not authentication. Send callback.')
  await expect
    .poll(() => text(page))
    .toContain('cobru.create.missing-callback-403 = both-required-403')
  await expectFits(page)
  await page.getByLabel('Variant').selectOption('lenient-201')
  await click('button:has-text("Switch and send again")')
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('201')
  expect(clicks()).toBeLessThanOrEqual(4)
  expect([...hosts]).toEqual([new URL(home).host])
  expect(errors).toEqual([])
})

test.each(Object.entries(widths))(
  'did my webhook arrive, and what did my server answer, at %s px',
  async (_, viewport) => {
    const url = await prepare()
    await sandbox.trigger('cobru.payment.approve', { url })
    await sandbox.settle()
    const { page, click, clicks, hosts, errors } = await open(viewport)

    await click('.traffic a:has-text("paymentUpdated"):has-text("422")')

    await expect.poll(() => text(page)).toContain('order 1001 is closed')
    await expect.poll(() => text(page)).toMatch(/Your server answered: 422/)
    await expectFits(page)
    await click('button:has-text("Send it again")')
    await expect.poll(() => text(page)).toContain('Sent again.')
    await expect.poll(() => text(page)).toMatch(/Your server answered: 422/)
    await click('dd a')
    await expect.poll(() => text(page)).toContain('Story: cobru/payment')
    await expectFits(page)
    expect(clicks()).toBeLessThanOrEqual(4)
    expect([...hosts]).toEqual([new URL(home).host])
    expect(errors).toEqual([])
  },
)

test.each(Object.entries(widths))('make the payment expire, at %s px', async (_, viewport) => {
  const url = await prepare()
  const { page, click, clicks, hosts, errors } = await open(viewport)

  await click('.traffic a:has-text("createPayment")')
  await click('a:has-text("Story")')
  await click('form[aria-label="The payment expires before its time"] button')

  await expect.poll(() => text(page)).toContain('Played.')
  expect(clicks()).toBeLessThanOrEqual(4)
  expect(await readState(url)).toBe(5)
  await expect.poll(() => text(page)).toMatch(/Your server answered: 422/)
  await expectFits(page)
  expect([...hosts]).toEqual([new URL(home).host])
  expect(errors).toEqual([])
})

async function readState(url: string): Promise<number> {
  const { headers } = await authorise(sandbox.cobru)
  const detail = await sandbox.cobru.fetch(`/cobru_detail/${url}`, { headers })
  return ((await detail.json()) as { state: number }).state
}

test('lets a payment expire by time: to the next due thing', async () => {
  const url = await prepare()
  const { page, click } = await open(wide)
  await click('nav a:has-text("Time")')
  await expect.poll(() => text(page)).toContain('expire')

  await click('button:has-text("To the next due thing")')

  await expect.poll(() => text(page)).toContain('The clock has moved.')
  expect(await readState(url)).toBe(5)
})

/** Presses Tab until the element with that text has the focus. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let count = 0; count < 80; count++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLAnchorElement || at instanceof HTMLButtonElement)) return ''
      const form = at.closest('form')?.getAttribute('aria-label') ?? ''
      return `${at.innerText.replace(/\s+/g, ' ')} ${form}`
    })
    if (wanted.test(found)) return
  }
  throw new Error(`No Tab leads to ${wanted}`)
}

/** Presses a key that leads to another page. */
async function follow(page: Page, key = 'Enter'): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
}

test('makes the payment expire by keyboard alone', async () => {
  const url = await prepare()
  const { page, errors } = await open(wide)

  await tabTo(page, /createPayment/)
  await follow(page)
  await tabTo(page, /^Story/)
  await follow(page)
  await tabTo(page, /^Play .*expires before its time/)
  await follow(page, 'Space')

  await expect.poll(() => text(page)).toContain('Played.')
  expect(await readState(url)).toBe(5)
  expect(errors).toEqual([])
})

test('shows by itself what comes in, and keeps the focus where it was', async () => {
  await prepare()
  const { page } = await open(wide)
  await tabTo(page, /createPayment/)
  const focused = () => page.evaluate(() => document.activeElement?.id)
  const before = await focused()

  await sandbox.cobru.fetch('/cobru_detail/nobody')

  await page.getByText('/cobru_detail/nobody').waitFor()
  expect(await focused()).toBe(before)
})

test('leaves alone what a person has typed while things happen', async () => {
  await prepare()
  const { page, click } = await open(wide)
  await click('.traffic a:has-text("createPayment")')
  await click('a:has-text("Story")')
  await page.locator('input[name="p.method"]').fill('pse')
  await page.locator('h1').click()
  await page.clock.install()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(request.url())
  })
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => {
        const events = new EventSource('/_inspector/events')
        events.addEventListener('open', () => document.body.setAttribute('data-heard', ''))
        events.addEventListener('change', resolve)
      }),
  )
  await page.locator('body[data-heard]').waitFor()

  await sandbox.cobru.fetch('/cobru_detail/nobody')
  await heard
  await page.clock.runFor(5_000)

  expect(asked).toEqual([])
  expect(await page.locator('input[name="p.method"]').inputValue()).toBe('pse')
})

test('shows the first call of an empty sandbox until there is traffic', async () => {
  await sandbox.reset()
  const { page } = await open(narrow)
  await expect.poll(() => text(page)).toContain('curl -X POST')
  expect(await page.getByRole('button', { name: 'Copy' }).isVisible()).toBe(true)
  await expectFits(page)

  await authorise(sandbox.cobru)

  await page.getByText('/token/refresh/').first().waitFor()
})

test('speaks Spanish once it is chosen', async () => {
  await prepare()
  const { page, click } = await open(wide)
  await click('a:has-text("Español")')
  await click('nav a:has-text("Estado")')
  await expect.poll(() => text(page)).toContain('Reloj de la cuenta')
})

test.each([false, true])('works with script: %s', async (javaScriptEnabled) => {
  const url = await prepare()
  const options = { viewport: wide, javaScriptEnabled, locale: 'en-US' }
  const { page } = await browser.open(home, options)
  await page.getByRole('searchbox').fill(url)
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.locator('.traffic a').click()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('201')
})

test('asks for the token once, and then opens the page that was asked for', async () => {
  const guarded = await createSandbox({ providers: ['cobru'], listen: { token: 'a secret' } })
  const address = guarded.engine.addresses.control
  const url = `${address}/_inspector/time`
  const { page } = await browser.open(url, { locale: 'en-US' })

  await page.getByLabel('Token').fill('a secret')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Time' }).waitFor()
  await page.goto(`${address}/`)
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Traffic')
  await guarded.close()
})
