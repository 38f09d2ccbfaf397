import { expect, test } from 'vitest'
import { createAcme, read, writeAcme } from '../../fixtures/acme-sandbox.ts'

const offSpec = () => writeAcme('pong: { type: boolean }', 'pong: { type: integer }')

test('turns an answer that does not fit its spec into a 500 of our own where it is strict', async () => {
  const { fetch, sandbox, log } = await createAcme({ spec: offSpec() })
  const problem = 'ping 200: /pong must be integer'
  expect(await read(await fetch('/ping'))).toEqual({
    status: 500,
    body: {
      ensayo: {
        code: 'RESPONSE_OFF_SPEC',
        message: `The sandbox's own answer does not fit its spec: ${problem}`,
      },
    },
  })
  expect((await sandbox.health()).counts.offSpec).toBe(1)
  expect((await sandbox.requests({ operationId: 'ping' }))[0]!.problems).toEqual([problem])
  expect(log).toEqual([`An answer does not fit its spec: ${problem}`])
})

test('answers it all the same where it is not strict, and counts it', async () => {
  const { fetch, sandbox } = await createAcme({ spec: offSpec(), strict: false })
  expect(await read(await fetch('/ping'))).toEqual({ status: 200, body: { pong: true } })
  expect((await sandbox.health()).counts.offSpec).toBe(1)
})

test.each([
  [
    'x-behaviour: example\n',
    'x-behaviour: { name: example, status: 202 }\n',
    'status 202 is not among the responses of ping',
  ],
  [
    'application/json:\n              schema: { type: object, properties: { pong',
    'text/plain:\n              schema: { type: object, properties: { pong',
    undefined,
  ],
])(
  'knows off-spec statuses from media types that are not one of JSON',
  async (from, to, problem) => {
    const { fetch, log } = await createAcme({ spec: writeAcme(from, to) })
    await fetch('/ping')
    expect(log).toEqual(
      problem === undefined ? [] : [`An answer does not fit its spec: ${problem}`],
    )
  },
)

test('says what is wrong with an exception of ours: to the client where strict, else in hint and journal only', async () => {
  const spec = writeAcme(
    '{ name: resource.read, missing: widgetMissing }',
    '{ name: resource.read, missing: widgetMissin }',
  )
  const strict = await createAcme({ spec })
  const shown = await read(await strict.fetch('/widgets/x/label'))
  expect(shown).toMatchObject({ status: 500, body: { ensayo: { code: 'INTERNAL' } } })
  const lenient = await createAcme({ spec, strict: false })
  const answer = await lenient.fetch('/widgets/x/label')
  expect(answer.headers.get('x-ensayo-hint')).toContain(
    'no error "widgetMissin". Did you mean "widgetMissing"?',
  )
  expect(await read(answer)).toEqual({ status: 500, body: { error: 'fallo_interno' } })
  expect((await lenient.sandbox.health()).counts.internalErrors).toBe(1)
  expect(lenient.log.join()).toContain('A fault of the sandbox')
})
