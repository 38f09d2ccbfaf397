/** The reference in a browser: drawn, under the strict policy, from this host alone. */
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { launch, screenshot } from './browser.ts'

const sandbox = await createSandbox({ listen: true, strict: true })
const { control } = sandbox.engine.addresses
const browser = await launch()

afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const WIDTHS = { 390: { width: 390, height: 800 }, 1280: { width: 1280, height: 800 } }
const chapters = [...sandbox.engine.providers.keys(), 'control']
const cases = chapters.flatMap((chapter) =>
  ([390, 1280] as const).map((width) => ({ chapter, width })),
)

async function open(path: string, width: 390 | 1280, scheme: 'light' | 'dark' = 'light') {
  const watched = await browser.open(`${control}${path}`, {
    viewport: WIDTHS[width],
    colorScheme: scheme,
    locale: 'en-US',
  })
  await watched.page.waitForSelector('rapi-doc[data-ready]')
  return watched
}

/** How far the page, and what is drawn in it, are wider than the window. */
function measureOverflow(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const main = document.querySelector('rapi-doc')!.shadowRoot!.querySelector('.main-content')!
    const root = document.documentElement
    return [root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth]
  })
}

test.each(cases)(
  '$chapter is drawn at $width px, without a complaint',
  async ({ chapter, width }) => {
    const { page, hosts, errors } = await open(`/docs/${chapter}`, width)
    const title = chapter === 'control' ? 'Ensayo control API' : 'How sure is this'
    await page.getByText(title).first().waitFor()
    expect(await measureOverflow(page)).toEqual([0, 0])
    expect(errors).toEqual([])
    expect([...hosts]).toEqual([new URL(control).host])
    await screenshot(page, `reference-${chapter}-${width}`)
    await page.context().close()
  },
)

test('an operation shows its surprises, and “Try” gets an answer by credentials that are filled in', async () => {
  const { page, hosts, errors } = await open('/docs/cobru#post-/cobru/', 1280, 'dark')
  await page.getByText(/^Surprises \(\d+\)$/).click()
  await page.getByText('cobru.create.missing-callback-403').first().waitFor()
  const before = await sandbox.requests.list()
  await page.locator('api-request').getByText('TRY', { exact: true }).first().click()
  await page.getByText('Created:201').first().waitFor()
  const [sent, ...more] = (await sandbox.requests.list()).slice(before.length)
  expect(more).toEqual([])
  expect(sent).toMatchObject({ operationId: 'createPayment', account: 'default' })
  expect(errors).toEqual([])
  expect([...hosts]).toEqual([new URL(control).host])
  await screenshot(page, 'reference-try')
})

test('“Try” is at hand in a narrow window, too', async () => {
  const { page, errors } = await open('/docs/cobru', 390)
  await page.locator('.endpoint-head', { hasText: '/cobru/estimate/' }).click()
  await page.locator('api-request').getByText('TRY', { exact: true }).first().click()
  await page
    .getByText(/OK:200/)
    .first()
    .waitFor()
  expect(await measureOverflow(page)).toEqual([0, 0])
  expect(errors).toEqual([])
})

test('the inspector leads to it with the keyboard alone', async () => {
  const { page, errors } = await browser.open(`${control}/`, {
    viewport: WIDTHS[1280],
    locale: 'en-US',
  })
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Reference') break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/docs$/)
  await page.waitForSelector('rapi-doc[data-ready]')
  expect(errors).toEqual([])
})

test('says what is wrong where it cannot be drawn', async () => {
  const watched = await browser.open('about:blank', { viewport: WIDTHS[390], locale: 'en-US' })
  await watched.page.route('**/openapi.json', (route) =>
    route.fulfill({ status: 500, json: { ensayo: { code: 'X', message: 'It is broken.' } } }),
  )
  await watched.page.goto(`${control}/docs/cobru`)
  expect(await watched.page.getByRole('alert').textContent()).toBe('It is broken.')
})

test('with a token a person enters it once, and the page is drawn', async () => {
  await using guarded = await createSandbox({
    providers: ['localpayment'],
    listen: { token: 'secret-of-the-test' },
  })
  const { page, errors } = await browser.open('about:blank', { viewport: WIDTHS[1280] })
  await page.goto(`${guarded.engine.addresses.control}/docs/localpayment`)
  // The browser says of the page that it was refused.
  expect(errors.splice(0)).toEqual([expect.stringContaining('401')])
  await page.locator('input[name="token"]').fill('secret-of-the-test')
  await page.keyboard.press('Enter')
  await page.waitForSelector('rapi-doc[data-ready]')
  expect(new URL(page.url()).pathname).toBe('/docs/localpayment')
  expect(errors).toEqual([])
})
