import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { ALL_METHODS, authorise, toCreateBody } from '../providers/cobru/kit.ts'
import { desktop, launch, phone, screenshot } from './browser.ts'

const sandbox = await createSandbox({ providers: ['cobru'], listen: true, strict: true })
const browser = await launch()
const { host } = new URL(sandbox.cobru.baseUrl)
const { headers } = await authorise(sandbox.cobru)

afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

async function createLink(overrides: Record<string, unknown>): Promise<string> {
  const answer = await sandbox.cobru.fetch('/cobru/', {
    method: 'POST',
    headers,
    body: JSON.stringify(toCreateBody(sandbox, overrides)),
  })
  // The answer of a create, demanded whole by other tests.
  const { url } = (await answer.json()) as { url: string }
  return `${sandbox.cobru.baseUrl}/${url}`
}

const VALUES: Record<string, string> = {
  name: 'Rosa Ensayo de la Cruz',
  document_type: 'CC',
  cc: '1000000001',
  email: 'rosa.ensayo@example.com',
  phone: '3100000002',
  bank: '1040',
  address: 'Calle 100 # 8a-55, Bogotá',
  phone_nequi: '3100000002',
  credit_card: '4111111111111113',
  expiration_date: '12/30',
  cvv: '123',
  dues: '1',
}

/** Fills what the open form asks for. */
async function fillForm(page: Page): Promise<void> {
  const fields = page.locator('details[open] :is(input:not([type=hidden]), select)')
  for (const field of await fields.all()) {
    const value = VALUES[(await field.getAttribute('name')) ?? ''] ?? ''
    const isSelect = await field.evaluate((element) => element.tagName === 'SELECT')
    await (isSelect ? field.selectOption(value) : field.fill(value))
  }
}

/** How far the page is wider than its window. */
const overflowOf = (page: Page) =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)

const METHODS = Object.keys(JSON.parse(ALL_METHODS)).concat('bancolombia_qr', 'baloto')

test.each(METHODS)('takes the payer through %s on a phone and on a desktop', async (method) => {
  for (const [device, viewport] of Object.entries({ phone, desktop })) {
    const lang = device === 'phone' ? 'es' : 'en'
    const link = await createLink({ payment_method_enabled: JSON.stringify({ [method]: true }) })
    const { page, hosts, errors } = await browser.open(`${link}?lang=${lang}`, { viewport })

    await fillForm(page)
    await screenshot(page, `cobru-${method}-form-${device}`)
    const overflow = await overflowOf(page)
    await page.locator('details[open] button').click()
    await page.locator('body:not([data-step=choose])').waitFor()
    await screenshot(page, `cobru-${method}-next-${device}`)

    expect([overflow, await overflowOf(page)]).toEqual([0, 0])
    expect(await page.locator('body').getAttribute('data-step')).toBe('instructions')
    expect([...hosts]).toEqual([host])
    expect(errors).toEqual([])
    await page.context().close()
  }
})
