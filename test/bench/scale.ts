/**
 * `npm run bench:scale`: how what a sandbox does grows with what it holds. Prints one line a figure.
 */
import { createSandbox } from '../../mocks/index.ts'
import { CREATE_BODY } from './cobru.ts'

const counts = process.argv.slice(2).map(Number)

for (const count of counts.length > 0 ? counts : [10_000, 100_000]) await measure(count)

async function measure(count: number): Promise<void> {
  const sandbox = await createSandbox({
    providers: ['cobru'],
    timeRate: 0,
    maxRecords: 2 * count,
    maxEntries: 1,
  })
  const other = await sandbox.account()
  await pay(sandbox, count)
  const made = process.cpuUsage()
  let isOver = false
  let longestMs = 0
  const ask = async () => {
    while (!isOver) {
      const at = performance.now()
      await other.cobru.fetch('/nowhere')
      await new Promise((resolve) => setImmediate(resolve))
      longestMs = Math.max(longestMs, performance.now() - at)
    }
  }
  const asking = ask()
  const at = performance.now()
  const { ran } = await sandbox.clock.advance('P8D')
  const ms = performance.now() - at
  isOver = true
  await asking
  const { user, system } = process.cpuUsage(made)
  console.log(
    `${count} timers: ${JSON.stringify(ran)} in ${ms.toFixed(0)} ms, processor ${((user + system) / 1000).toFixed(0)} ms, longest wait of another account ${longestMs.toFixed(0)} ms`,
  )
  await sandbox.close()
}

interface Payer {
  cobru: { credentials: Record<string, string>; fetch: typeof fetch }
}

async function pay({ cobru }: Payer, count: number) {
  const { credentials, fetch } = cobru
  const key = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! }
  const body = JSON.stringify({ refresh: credentials.refreshToken })
  const { access } = await (
    await fetch('/token/refresh/', { method: 'POST', headers: key, body })
  ).json()
  const headers = { ...key, authorization: `Bearer ${access}` }
  for (let at = 0; at < count; at++) {
    const answer = await fetch('/cobru/', { method: 'POST', headers, body: CREATE_BODY })
    if (answer.status !== 201) throw new Error(`POST /cobru/ answered ${answer.status}`)
  }
}
