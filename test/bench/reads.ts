/**
 * `npm run bench:reads`: a detail and a filtered first page, over as many records of one account as
 * are named. Prints one line a number: microseconds of processor time each.
 */
import { join } from 'node:path'
import { createSandbox } from '../../mocks/index.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')
const ASKED = 2_000
const counts = process.argv.slice(2).map(Number)

for (const count of counts.length > 0 ? counts : [1_000, 100_000]) await measure(count)

async function measure(count: number): Promise<void> {
  const sandbox = await createSandbox({
    providers: [acme],
    timeRate: 0,
    maxRecords: 2 * count,
    maxEntries: 1,
  })
  const { engine } = sandbox
  const face = engine.providers.get('acme')!
  const ask = async (path: string, body?: object) => {
    const request = new Request(`http://acme.ensayo.localhost${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = await face.fetch(request)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const blank = new Request('http://acme.ensayo.localhost/widgets')
  const equipped = await engine.equip('default', 'acme', blank, { adds: true })
  const headers = { ...Object.fromEntries(equipped.headers), 'content-type': 'application/json' }
  let id = ''
  for (let at = 0; at < count; at++)
    ({ widgetId: id } = await ask('/widgets', { name: `w${at}`, color: 'red' }))
  const detail = await time(() => ask(`/widgets/${id}`))
  const page = '/widgets?color=red'
  const { data } = await ask(page)
  if (data.length === 0) throw new Error(`${page} is empty, so its time says nothing`)
  const list = await time(() => ask(page))
  console.log(
    `${count} records: detail ${detail.toFixed(0)} µs, filtered first page ${list.toFixed(0)} µs`,
  )
  await sandbox.close()
}

/** Microseconds of processor time, after a warm-up. */
async function time(ask: () => Promise<unknown>): Promise<number> {
  for (let at = 0; at < 200; at++) await ask()
  const from = process.cpuUsage()
  for (let at = 0; at < ASKED; at++) await ask()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / ASKED
}
