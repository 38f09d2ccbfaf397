/** What is printed in columns fits a terminal of 100 of them. */
import { expect, test, vi } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import { runCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const toWide = (text: string) => text.split('\n').filter((line) => [...line].length > 100)

test.each(['operations', 'quirks', 'triggers', 'states', 'incidents', 'profiles'])(
  'list %s of all providers',
  async (subject) => {
    const { stdout } = await runCli(['list', subject], { ENSAYO_URL: '' })
    expect(stdout.split('\n').length).toBeGreaterThan(10)
    expect(toWide(stdout)).toEqual([])
  },
)

test('lists of what came in and went out, whose ids stay whole', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true, timeRate: 0 })
  const run = async (...words: string[]) =>
    (await runCli(words, { ENSAYO_URL: sandbox.engine.addresses.control })).stdout
  const long = `${sandbox.inbox.url}/${'callback/'.repeat(20)}?order=1`
  const outside = `https://receiver.example/${'path/'.repeat(30)}`
  for (const callback of [long, outside]) {
    await sandbox.requests.send({
      operationId: 'createPayment',
      body: { ...SAMPLES.createPayment, description: 'word '.repeat(30), callback },
    })
    const [last] = (await sandbox.requests.list({ operationId: 'createPayment' })).slice(-1)
    const { url } = JSON.parse(last!.response.body) as { url: string }
    await sandbox.trigger('cobru.payment.approve', { url })
  }
  await sandbox.clock.advance('PT1M')

  const webhooks = await run('webhooks', 'list')
  const rows = await sandbox.webhooks.list()
  expect(rows.map(({ status }) => status).sort()).toEqual(['delivered', 'withheld'])
  for (const { id, status } of rows)
    expect(webhooks).toMatch(new RegExp(`^${id} .* ${status}`, 'm'))
  expect(webhooks).toMatch(/^ {2}\S.*receiver\.example.*$/m)
  for (const words of [
    ['webhooks', 'list'],
    ['inbox', 'list'],
    ['requests', 'list'],
    ['accounts', 'list'],
  ]) {
    const text = await run(...words)
    expect(text.split('\n').length).toBeGreaterThan(2)
    expect([words.join(' '), toWide(text)]).toEqual([words.join(' '), []])
  }
})
