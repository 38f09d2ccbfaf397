import { expect, test } from 'vitest'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

test('the journal is searched by the faults that acted and by the stub that answered', async () => {
  const { sandbox, api, fetch } = await createAcme()
  await sandbox.faults.add({ operationId: 'ping', kind: 'reset', times: 1 })
  await sandbox.stubs.add({ operationId: 'createWidget', answer: { error: 'maintenance' } })
  await expect(fetch('/ping')).rejects.toThrow('reset')
  await fetch('/ping')
  await api.post('/widgets', { name: 'Silla' })
  const find = async (filter: object) =>
    (await sandbox.requests(filter)).map(({ request }) => request.path)
  expect(await find({ fault: 'flt_1' })).toEqual(['/ping'])
  expect(await find({ fault: 'reset' })).toEqual(['/ping'])
  expect(await find({ fault: 'timeout' })).toEqual([])
  expect(await find({ stub: 'stb_1' })).toEqual(['/widgets'])
  await sandbox.requests.expect({ status: 0, fault: 'flt_1' }, { count: 1 })
  await sandbox.requests.expect({ stub: 'stb_1' }, { count: 1 })
})
