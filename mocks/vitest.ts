/**
 * `ensayo/vitest`: a test that has an account to itself, in a sandbox that the tests of a worker share.
 * @example
 * const test = createTest({ providers: ['acme'] })
 * test('orders a widget', async ({ account }) => {
 *   await order(account.acme.baseUrl, account.acme.credentials)
 *   await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
 * })
 */
import { test as base, type TestAPI, type TestError } from 'vitest'
import { EnsayoError } from './base/errors.ts'
import {
  type Account,
  type AccountHandle,
  type BuiltInName,
  type Called,
  type ConnectOptions,
  connectSandbox,
  createSandbox,
  type Sandbox,
  type SandboxHandle,
  type SandboxOptions,
} from './index.ts'
import { EXCERPT_LINES, toExcerpt } from './sandbox/control/excerpt.ts'

export interface TestOptions<Provider extends string>
  extends SandboxOptions<Provider>,
    Pick<ConnectOptions, 'token'> {
  /** A sandbox that listens, to share with others. Default: `ENSAYO_URL`, or else one in this process. */
  url?: string
}

export interface Fixtures<Provider extends string> {
  /** Shared by the tests of a worker. */
  sandbox: Sandbox<Provider>
  /** Of this test alone, and removed after it. */
  account: Account<Provider>
}

/** Makes a `test` with `sandbox` and `account`; a test that fails shows the end of its account's journal. */
export function createTest<const Provider extends string = BuiltInName>(
  options: TestOptions<Provider> = {},
): TestAPI<Fixtures<Called<Provider>>> {
  return base.extend<Fixtures<Called<Provider>>>({
    sandbox: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from it
      async ({}, use) => {
        await using sandbox = await open(options)
        await use(sandbox)
      },
      { scope: 'worker' },
    ],
    account: async ({ sandbox, task }, use) => {
      await using account = await sandbox.account(isShared(options) ? undefined : toId(task))
      // Its names are narrower than any text, which is all that is asked of it here.
      const handle = account as unknown as AccountHandle
      const underWay = watchExpectations(handle)
      await use(account)
      // Nobody waited for them, and they must not be asked of an account that is gone.
      await Promise.all(underWay)
      const errors = task.result?.errors ?? []
      if (errors.length > 0) await explain(sandbox as unknown as SandboxHandle, handle, errors)
    },
  }) as TestAPI<Fixtures<Called<Provider>>>
}

/** With `sandbox` and `account`, and every provider. */
export const test: TestAPI<Fixtures<BuiltInName>> = createTest()

function isShared({ url }: { url?: string }): boolean {
  return (url ?? process.env.ENSAYO_URL ?? '') !== ''
}

async function open<Provider extends string>(
  options: TestOptions<Provider>,
): Promise<Sandbox<Called<Provider>>> {
  const { url, token, ...own } = options
  if (!isShared(options)) return createSandbox<Provider>(own)
  const { providers: _, ...given } = own
  const [first] = Object.keys(given)
  if (first === undefined) {
    return connectSandbox<Called<Provider>>(url, token === undefined ? {} : { token })
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `createTest: "${first}" is for a sandbox of this process, but the tests use the one at ${url ?? 'ENSAYO_URL'}. Start that one with it, or set it for the account.`,
  )
}

/** The same for the same test in every run, so that the account gives the same answers. */
function toId({ name, id }: { name: string; id: string }): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `t${words.slice(0, 30)}-${id}`.replaceAll(/-+/g, '-').slice(0, 64)
}

/** Expectations that are asked and not answered yet; each throws what it would have thrown. */
function watchExpectations(account: AccountHandle): ReadonlySet<Promise<unknown>> {
  const underWay = new Set<Promise<unknown>>()
  for (const part of [account.requests, account.inbox, account.webhooks]) {
    // Whatever each of them takes is passed on as it is.
    const asked = part.expect as (...given: unknown[]) => Promise<unknown>
    const expect = (...given: unknown[]) => {
      const answer = asked(...given)
      underWay.add(answer)
      const done = () => underWay.delete(answer)
      answer.then(done, done)
      // Not `answer` itself, which is handled here: one that a test drops is still reported.
      return answer.then((found) => found)
    }
    Object.assign(part, { expect })
  }
  return underWay
}

/** Adds the journal's end to what reporters show, unless the error has it already. */
async function explain(
  sandbox: SandboxHandle,
  account: AccountHandle,
  errors: TestError[],
): Promise<void> {
  const error = errors.at(-1)!
  const { message } = error
  if (message.includes(`Requests of "${account.id}"`)) return
  const limit = EXCERPT_LINES
  const excerpt = toExcerpt({
    account: await sandbox.accounts.show(account.id),
    entries: await account.requests({ limit }),
    rows: await account.webhooks.list({ limit }),
    others: await sandbox.requests(),
  })
  error.message = `${message}\n\n${excerpt}`
  // Some reporters print the stack, which begins with the message.
  const { stack } = error
  if (stack?.includes(message)) error.stack = stack.replace(message, () => error.message)
}
