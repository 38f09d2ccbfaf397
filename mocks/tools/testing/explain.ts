/** What a test is told when it fails, whichever runner it has. */
import type { AccountHandle, SandboxHandle } from '../../sandbox/client/types.ts'
import { EXCERPT_LINES, toExcerpt } from '../../sandbox/control/excerpt.ts'
import type { Engine } from '../../sandbox/engine/engine.ts'
import { findSpecs } from '../../sandbox/report/find-specs.ts'

/** Expectations that are asked and not answered yet; each throws what it would have thrown. */
export function watchExpectations(account: AccountHandle): ReadonlySet<Promise<unknown>> {
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
export async function explain(
  sandbox: SandboxHandle & { engine?: Pick<Engine, 'providers'> },
  account: AccountHandle,
  error: { message: string; stack?: string | undefined },
): Promise<void> {
  const { message } = error
  if (message.includes(`Requests of "${account.id}"`)) return
  const limit = EXCERPT_LINES
  const entries = await account.requests({ limit })
  const others = await sandbox.requests()
  const providers = [...entries, ...others].map(({ provider }) => provider)
  const excerpt = toExcerpt({
    account: await sandbox.accounts.show(account.id),
    entries,
    rows: await account.webhooks.list({ limit }),
    others,
    specs: await findSpecs(providers, sandbox.engine?.providers),
  })
  error.message = `${message}\n\n${excerpt}`
  // Some reporters print the stack, which begins with the message.
  const { stack } = error
  if (stack?.includes(message)) error.stack = stack.replace(message, () => error.message)
}
