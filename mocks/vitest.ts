/**
 * `ensayo/vitest`: a test that has an account to itself, in a sandbox that the tests of a worker share.
 * @example
 * const test = createTest({ providers: ['acme'] })
 * test('orders a widget', async ({ account }) => {
 *   await order(account.acme.baseUrl, account.acme.credentials)
 *   await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
 * })
 */
import { test as base, type TestAPI } from 'vitest'
import {
  type AccountHandle,
  type BuiltInName,
  type Called,
  createSandbox,
  type Sandbox,
  type SandboxHandle,
} from './index.ts'
import { toAccountId } from './tools/testing/account-id.ts'
import { explain, watchExpectations } from './tools/testing/explain.ts'
import type { Fixtures, TestOptions } from './tools/testing/fixtures.ts'
import { isShared, openForTests } from './tools/testing/open.ts'

export type { Fixtures, TestOptions } from './tools/testing/fixtures.ts'

/** Makes a `test` with `sandbox` and `account`; a test that fails shows the end of its account's journal. */
export function createTest<const Provider extends string = BuiltInName>(
  options: TestOptions<Provider> = {},
): TestAPI<Fixtures<Called<Provider>>> {
  return base.extend<Fixtures<Called<Provider>>>({
    sandbox: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from it
      async ({}, use) => {
        await using sandbox: Sandbox<Called<Provider>> = await openForTests(options, (own) =>
          createSandbox<Provider>(own),
        )
        await use(sandbox)
      },
      { scope: 'worker' },
    ],
    account: async ({ sandbox, task }, use) => {
      await using account = await sandbox.account(isShared(options) ? undefined : toAccountId(task))
      // Its names are narrower than any text, which is all that is asked of it here.
      const handle = account as unknown as AccountHandle
      const underWay = watchExpectations(handle)
      await use(account)
      // Nobody waited for them, and they must not be asked of an account that is gone.
      await Promise.all(underWay)
      const errors = task.result?.errors ?? []
      const last = errors.at(-1)
      if (last) await explain(sandbox as unknown as SandboxHandle, handle, last)
    },
  }) as TestAPI<Fixtures<Called<Provider>>>
}

/** With `sandbox` and `account`, and every provider. */
export const test: TestAPI<Fixtures<BuiltInName>> = createTest()
