import { expect, test } from 'vitest'
import { connect, createAcme, tick } from '../../fixtures/acme-sandbox.ts'

/** Everything that a client can see of a day with Acme, bytes and headers. */
async function liveThroughADay(seed: string): Promise<string[]> {
  const { api, sandbox, clock } = await createAcme({ seed })
  const seen: string[] = []
  const note = async (answer: Response) => {
    seen.push(JSON.stringify([answer.status, [...answer.headers], await answer.text()]))
  }
  await note(await api.post('/sessions', { callback: sandbox.inbox.url, device: 'new' }))
  await note(await api.post('/endpoints', { url: sandbox.inbox.url }))
  await note(await api.post('/widgets', { name: 'Silla', callback: sandbox.inbox.url }))
  await note(await api.post('/widgets', { price: 'x' }))
  await note(await api.post('/widgets', '{"broken'))
  await note(await api.get('/nowhere'))
  await tick()
  await clock.advance('PT6S')
  await note(await api.get('/widgets'))
  const account = await sandbox.account()
  seen.push(JSON.stringify(account.acme.credentials))
  seen.push(JSON.stringify(await (await connect(account)).widget()))
  seen.push(JSON.stringify(await sandbox.inbox.list()))
  return seen
}

test('answers the same bytes to the same requests under the same seed, headers included', async () => {
  expect(await liveThroughADay('one')).toEqual(await liveThroughADay('one'))
})

test('answers other ids under another seed', async () => {
  const [one, two] = [await liveThroughADay('one'), await liveThroughADay('two')]
  expect(one[2]).not.toBe(two[2])
})

test('draws the ids of one account independently of what others do', async () => {
  const quiet = await createAcme()
  const busy = await createAcme()
  await busy.api.widget()
  const [first, second] = [await quiet.sandbox.account(), await busy.sandbox.account()]
  const [calm, noisy] = [
    await (await connect(first)).widget(),
    await (await connect(second)).widget(),
  ]
  expect(noisy).toEqual(calm)
})
