/**
 * `ensayo/jest`: a test that has an account to itself, in a sandbox that the tests of a file share.
 * @example
 * const test = createTest({ providers: ['acme'] })
 * test('orders a widget', async ({ account }) => {
 *   await order(account.acme.baseUrl, account.acme.credentials)
 *   await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
 * })
 */
import { EnsayoError } from '../../base/errors.ts'
import { createSandbox } from '../../sandbox/client/create-sandbox.ts'
import type { BuiltInName, Called } from '../../sandbox/client/names.ts'
import type { AccountHandle, Sandbox, SandboxHandle } from '../../sandbox/client/types.ts'
import { toAccountId } from './account-id.ts'
import { explain, watchExpectations } from './explain.ts'
import type { Fixtures, TestOptions } from './fixtures.ts'
import { isShared, openForTests } from './open.ts'

export type { Fixtures, TestOptions } from './fixtures.ts'

type Body<Provider extends string> = (fixtures: Fixtures<Provider>) => unknown

/** Defines a test, as Jest's own `test` does. */
export type Define<Provider extends string> = (
  name: string,
  body: Body<Provider>,
  timeoutMs?: number,
) => void

export type TestApi<Provider extends string> = Define<Provider> & {
  only: Define<Provider>
  skip: Define<Provider>
}

/** What we use of the globals of Jest. */
interface Jest {
  test: JestTest & { only: JestTest; skip: JestTest }
  afterAll(body: () => Promise<void>): void
}

type JestTest = (name: string, body: () => Promise<void>, timeoutMs?: number) => void

/** Makes a `test` with `sandbox` and `account`; a test that fails shows the end of its account's journal. */
export function createTest<const Provider extends string = BuiltInName>(
  options: TestOptions<Provider> = {},
): TestApi<Called<Provider>> {
  type Name = Called<Provider>
  let opened: Promise<Sandbox<Name>> | undefined
  let count = 0
  const open = (): Promise<Sandbox<Name>> => {
    opened ??= openForTests(options, (own) => createSandbox<Provider>(own))
    return opened
  }
  const define = (by: (jest: Jest) => JestTest): Define<Name> => {
    return (name, body, timeoutMs) => {
      const jest = findJest()
      if (count === 0) jest.afterAll(async () => (await opened)?.close())
      const id = isShared(options) ? undefined : toAccountId({ name, id: String(++count) })
      by(jest)(name, async () => run(await open(), id, body), timeoutMs)
    }
  }
  return Object.assign(
    define(({ test }) => test),
    { only: define(({ test }) => test.only), skip: define(({ test }) => test.skip) },
  )
}

/** With `sandbox` and `account`, and every provider. */
export const test: TestApi<BuiltInName> = createTest()

async function run<Name extends string>(
  sandbox: Sandbox<Name>,
  id: string | undefined,
  body: Body<Name>,
): Promise<void> {
  await using account = await sandbox.account(id)
  // Its names are narrower than any text, which is all that is asked of it here.
  const handle = account as unknown as AccountHandle
  const underWay = watchExpectations(handle)
  try {
    await body({ sandbox, account })
    // Nobody waited for them, and they must not be asked of an account that is gone.
    await Promise.all(underWay)
  } catch (error) {
    await Promise.allSettled(underWay)
    if (error instanceof Error) {
      await explain(sandbox as unknown as SandboxHandle, handle, error)
    }
    throw error
  }
}

function findJest(): Jest {
  // There where Jest runs the file, unless `injectGlobals` is off.
  const { test, afterAll } = globalThis as Partial<Jest>
  if (test !== undefined && afterAll !== undefined) return { test, afterAll }
  throw new EnsayoError(
    'OPTION_INVALID',
    'ensayo/jest: the globals `test` and `afterAll` are missing. Run the file with Jest, and leave `injectGlobals` on.',
  )
}
