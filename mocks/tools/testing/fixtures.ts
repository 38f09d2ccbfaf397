/** What a test is handed by `ensayo/vitest` and `ensayo/jest`. */
import type { SandboxOptions } from '../../sandbox/client/create-sandbox.ts'
import type { Account, Sandbox } from '../../sandbox/client/types.ts'
import type { SharedOptions } from './open.ts'

export interface TestOptions<Provider extends string>
  extends SandboxOptions<Provider>,
    SharedOptions {}

export interface Fixtures<Provider extends string> {
  /** Shared by the tests of a file; with Vitest, of a worker. */
  sandbox: Sandbox<Provider>
  /** Of this test alone, and removed after it. */
  account: Account<Provider>
}
