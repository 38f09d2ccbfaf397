/** A name that nothing can match is refused: an expectation of none of it would hold for ever. */
import { expect, test } from 'vitest'
import { createAcme } from '../fixtures/acme-sandbox.ts'

type Sandbox = Awaited<ReturnType<typeof createAcme>>['sandbox']
type Names = Record<string, string>

const NONE = { count: 0 }

const PLACES: Record<string, (sandbox: Sandbox, names: Names) => Promise<unknown>> = {
  'requests.list': ({ requests }, names) => requests.list(names),
  'requests.verify': ({ requests }, names) => requests.verify({ ...names, ...NONE }),
  'requests.expect': ({ requests }, names) => requests.expect(names, NONE),
  'webhooks.list': ({ webhooks }, names) => webhooks.list(names),
  'webhooks.verify': ({ webhooks }, names) => webhooks.verify({ ...names, ...NONE }),
  'webhooks.expect': ({ webhooks }, names) => webhooks.expect(names, NONE),
  'inbox.list': ({ inbox }, names) => inbox.list(names),
  'inbox.next': ({ inbox }, names) => inbox.next({ ...names, timeoutMs: 0 }),
  'inbox.expect': ({ inbox }, names) => inbox.expect(names, NONE),
}

test.each(Object.entries(PLACES))('%s names no provider that there is not', async (_name, ask) => {
  const { sandbox } = await createAcme()
  await expect(ask(sandbox, { provider: 'acne' })).rejects.toMatchObject({
    code: 'PROVIDER_UNKNOWN',
    message: 'This sandbox has no provider "acne". Did you mean "acme"? There are: acme.',
  })
})

test.each(Object.entries(PLACES).filter(([name]) => name.startsWith('requests')))(
  '%s names no operation and no quirk that there is not',
  async (_name, ask) => {
    const { sandbox } = await createAcme()
    await expect(ask(sandbox, { operationId: 'createWigdet' })).rejects.toMatchObject({
      code: 'OPERATION_UNKNOWN',
      message: 'No operation "createWigdet". Did you mean "createWidget"?',
    })
    await expect(ask(sandbox, { quirk: 'acme.none' })).rejects.toMatchObject({
      code: 'QUIRK_UNKNOWN',
    })
  },
)

test.each(['webhooks.verify', 'webhooks.expect', 'inbox.list', 'inbox.next', 'inbox.expect'])(
  '%s names no notification that there is not',
  async (name) => {
    const { sandbox } = await createAcme()
    await expect(PLACES[name]!(sandbox, { notification: 'widgetShiped' })).rejects.toMatchObject({
      code: 'NOTIFICATION_UNKNOWN',
    })
  },
)

test('an expectation that no number meets is refused', async () => {
  const { sandbox } = await createAcme()
  const refused = {
    code: 'CONTROL_INVALID',
    message: 'atLeast 5 and atMost 2 cannot hold together. Keep one, or make them agree.',
  }
  const wanted = { atLeast: 5, atMost: 2 }
  await expect(sandbox.requests.verify(wanted)).rejects.toMatchObject(refused)
  await expect(sandbox.requests.expect({}, wanted)).rejects.toMatchObject(refused)
  await expect(sandbox.webhooks.verify(wanted)).rejects.toMatchObject(refused)
  await expect(sandbox.webhooks.expect({}, wanted)).rejects.toMatchObject(refused)
  await expect(sandbox.inbox.expect({}, wanted)).rejects.toMatchObject(refused)
})
