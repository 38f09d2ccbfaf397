import { expect, test } from 'vitest'
import { createTestSandbox, type Json, quirkTest } from './setup.ts'

const LIST = 'Daily Balance history List'
const DAY_MS = 86_400_000

/** From noon in UTC, seven in the morning in Bogotá, to five hours after the end of that day. */
const TO_READY_MS = 17 * 3_600_000 + 5 * 3_600_000

test('a day is summed up five hours after its end in Bogotá, and not before', async () => {
  const { api, clock } = await createTestSandbox()
  const id = await api.account(200_000)
  await api.fund(id, 100_000, '0350')
  const read = async () => {
    await api.login()
    return (await api.get(`/v1/accounts/${id}/daily_balance_history`)).body
  }
  await clock.advance(TO_READY_MS - 1)
  expect(await read()).toEqual({
    total_items: 0,
    total_pages: 0,
    is_last_page: true,
    page_items: 0,
    [LIST]: [],
  })
  await clock.advance(1)
  const first = await read()
  expect(first[LIST]).toEqual([
    {
      id: expect.stringMatching(/^dbh_\w{10}$/),
      offset: '-05:00',
      balance_date: '2026-11-20',
      initial_balance: '0',
      total_credits: '200000',
      total_debits: '100000',
      end_balance: '100000',
      created_at: '2026-11-21T10:00:00Z',
      updated_at: '2026-11-21T10:00:00Z',
    },
  ])
  expect(await read()).toEqual(first)
})

test('each day begins with what the one before left', async () => {
  const { api, clock } = await createTestSandbox()
  const id = await api.account(70)
  await clock.advance(DAY_MS)
  await api.login()
  await api.fund(id, 30)
  await clock.advance(2 * DAY_MS + TO_READY_MS)
  await api.login()
  const { body } = await api.get(`/v1/accounts/${id}/daily_balance_history`)
  const days = body[LIST].map((day: Json) => [
    day.balance_date,
    day.initial_balance,
    day.total_credits,
    day.end_balance,
  ])
  expect(days).toEqual([
    ['2026-11-20', '0', '70', '70'],
    ['2026-11-21', '70', '30', '100'],
    ['2026-11-22', '100', '0', '100'],
    ['2026-11-23', '100', '0', '100'],
  ])
})

for (const [choice, key] of [
  ['cobre.balance-history.list-key = as-printed', LIST],
  ['cobre.balance-history.list-key = contents', 'contents'],
] as const) {
  quirkTest(choice, `days stand under "${key}"`, async ({ api }) => {
    const { body } = await api.get(`/v1/accounts/${await api.account()}/daily_balance_history`)
    expect(body[key]).toEqual([])
  })
}

for (const [choice, status] of [
  ['cobre.balance-history.providers = latest', 400],
  ['cobre.balance-history.providers = all-generations', 200],
] as const) {
  quirkTest(choice, `an older Mexican balance answers ${status}`, async ({ api }) => {
    const read = async (provider: string) => {
      const id = await api.account(0, provider)
      return (await api.get(`/v1/accounts/${id}/daily_balance_history`)).status
    }
    expect(await read('pr_mex_cobre2')).toBe(status)
    expect(await read('pr_mex_cobre3')).toBe(200)
    expect(await read('pr_global_cobre')).toBe(200)
    expect(await read('pr_col_1007')).toBe(400)
  })
}
