import { expect, test } from 'vitest'
import { renderCheckoutPage } from '#pages/checkout'
import type { CheckoutStep } from '#pages/checkout-page'
import { examplePage, paid } from './example-pages.ts'

const render = async (...args: Parameters<typeof examplePage>) =>
  renderCheckoutPage(examplePage(...args)).html()

const hostile = `"><script>alert('1')</script>&`
const both = { es: hostile, en: hostile }

test.each<[string, CheckoutStep]>([
  [
    'a choice',
    {
      kind: 'choose',
      selected: hostile,
      problem: both,
      methods: [
        {
          id: hostile,
          label: both,
          note: both,
          fields: [
            { name: hostile, label: both, kind: 'text', value: hostile, isRequired: true },
            {
              name: hostile,
              label: both,
              kind: 'select',
              options: [{ value: hostile, label: hostile }],
              isRequired: false,
              problem: both,
            },
          ],
        },
      ],
    },
  ],
  [
    'instructions',
    {
      kind: 'instructions',
      method: hostile,
      methodLabel: both,
      qr: hostile,
      lines: [{ label: both, value: hostile }],
      externalUrl: hostile,
      otp: { problem: both },
    },
  ],
  ['an end', paid],
])('escapes hostile texts on %s', async (_, step) => {
  const html = await render(step, {
    merchant: hostile,
    provider: hostile,
    amount: hostile,
    description: hostile,
    path: hostile,
    action: hostile,
    statusPath: hostile,
    redirectUrl: `https://shop.example/${hostile}`,
  })

  expect(html).not.toContain('<script>alert')
  expect(html).not.toContain('"><script')
  expect(html.match(/<script/g)).toHaveLength(1)
})

test.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  ' javascript:alert(1)',
  '//evil.example',
  'http://',
  'shop.example/thanks',
])('does not link the redirect %s', async (redirectUrl) => {
  const html = await render(paid, { redirectUrl })
  expect(html).not.toContain(redirectUrl.trim())
  expect(html).not.toContain('http-equiv="refresh"')
})
