/** Tests that fail; `vitest.test.ts` looks at how. */
import { expect } from 'vitest'
import { createTest } from '../../../mocks/vitest.ts'
import { acmePath, toInit } from '../../fixtures/acme-sandbox.ts'

const { SEED } = process.env
const test = createTest({ providers: [acmePath as 'acme'], ...(SEED ? { seed: SEED } : {}) })

test('an expectation that is not met', async ({ account }) => {
  const headers = { 'x-acme-key': account.acme.credentials.apiKey! }
  await account.acme.fetch('/sessions', toInit('POST', {}, headers))
  await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
})

test('wrong credentials', async ({ account }) => {
  const headers = { 'x-acme-key': 'wrong' }
  const { status } = await account.acme.fetch('/sessions', toInit('POST', {}, headers))
  expect(status).toBe(201)
})

test('any other failure', async ({ account }) => {
  const headers = { 'x-acme-key': account.acme.credentials.apiKey! }
  const { status } = await account.acme.fetch('/sessions', toInit('POST', {}, headers))
  expect(status).toBe(200)
})

test('an expectation that nobody waits for', async ({ account }) => {
  const headers = { 'x-acme-key': account.acme.credentials.apiKey! }
  await account.acme.fetch('/sessions', toInit('POST', {}, headers))
  account.requests.expect({ operationId: 'createWidget' })
})
