import { expect, test } from 'vitest'
import { connect, createAcme, KEY, writeAcme } from '../../fixtures/acme-sandbox.ts'
import { sendRandomRequests } from './random-requests.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000)

test.each(['docs', 'hostile'])(
  'answers whatever comes as the spec says, in the profile %s',
  { timeout: 120_000 },
  async (profile) => {
    const { sandbox } = await createAcme({ strict: false, profiles: { acme: profile } })
    const credentials = async () => [(await connect(sandbox)).headers, { 'x-acme-key': KEY }]
    await sendRandomRequests({ engine: sandbox.engine, provider: 'acme', credentials, runs: RUNS })
    expect((await sandbox.health()).counts).toMatchObject({ offSpec: 0, internalErrors: 0 })
    const statuses = new Set((await sandbox.requests()).map(({ response }) => response.status))
    expect([...statuses].sort()).toEqual(
      expect.arrayContaining([200, 201, 400, 401, 404, 405, 415]),
    )
  },
)

test('notices an answer that does not fit its spec', async () => {
  const spec = writeAcme('pong: { type: boolean }', 'pong: { type: integer }')
  const { sandbox } = await createAcme({ spec, strict: false })
  const sent = sendRandomRequests({
    engine: sandbox.engine,
    provider: 'acme',
    credentials: async () => [{}],
  })
  await expect(sent).rejects.toThrow('an answer off its spec: ping 200: /pong must be integer')
})

test('notices an error of ours', async () => {
  const spec = writeAcme(
    '{ name: resource.read, missing: widgetMissing }',
    '{ name: resource.read, missing: widgetMissin }',
  )
  const { sandbox } = await createAcme({ spec, strict: false })
  const run = { engine: sandbox.engine, provider: 'acme', credentials: async () => [{}] }
  await expect(sendRandomRequests(run)).rejects.toThrow('an error of ours: ')
})
