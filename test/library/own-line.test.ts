/** Failed expectations point at the test, and a test's own timers do not stop the sandbox inside it. */
import { afterEach, expect, test, vi } from 'vitest'
import { createAcme } from '../fixtures/acme-sandbox.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('an expectation that fails has the line of the test in its stack', async () => {
  const { sandbox } = await createAcme()
  const error = await sandbox.requests
    .expect({ operationId: 'ping' }, { count: 7 })
    .catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ code: 'EXPECTATION_UNMET' })
  expect((error as Error).stack).toContain('own-line.test.ts')
})

test('an expectation of deliveries has it, too', async () => {
  const { sandbox } = await createAcme()
  const error = await sandbox.webhooks.expect({}).catch((thrown: Error) => thrown)
  expect((error as Error).stack).toContain('own-line.test.ts')
})

test('fake timers of a test do not stop a time limit of the sandbox inside it', async () => {
  const { sandbox } = await createAcme({ timeRate: 1 })
  vi.useFakeTimers()
  const waited = sandbox.inbox.next({ timeoutMs: 50 })
  await expect(waited).rejects.toMatchObject({ code: 'NOTHING_ARRIVED' })
})
