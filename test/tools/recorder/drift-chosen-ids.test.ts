/** A client may number its own records as the provider numbers its: neither is taken for the other. */
import { expect, test } from 'vitest'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const COMPANY = {
  type: 'COMPANY',
  name: 'TechColombia SAS',
  document: { type: 'NIT', id: '901275418-3' },
}

/** The provider's ids are counted in this test, and the client has counted to them before or does afterwards. */
const flow = (ids: readonly string[]) => async (upstream: Upstream) => {
  const { send, advance } = upstream
  const { username, password, accountNumber } = upstream.credentials
  const { access } = await send('POST', '/api/token/', { username, password })
  const own = { authorization: `Bearer ${access}` }
  for (const externalId of ids) {
    const account = { country: 'COL', externalId, beneficiary: COMPANY, accountNumber }
    await send('POST', '/api/virtual-account', account, own)
    await advance('PT7S')
    await send('GET', `/api/virtual-account/${externalId}`, undefined, own)
  }
}

test.each([
  ['before', ['1001', '2000'], '1001'],
  ['at once', ['1001'], '1001'],
  ['afterwards', ['2000', '1001', '3000'], '1001'],
])('an `externalId` that the provider counts to %s', async (_, ids, internalId) => {
  const counted: unknown[] = []
  const alter: Alter = ({ body }) => {
    if (typeof body.internalId !== 'string') return
    // One record's, in all its answers.
    if (body.externalId === ids[0]) body.internalId = internalId
    counted.push(body.internalId)
  }
  const report = await recordAndReplay('localpayment', flow(ids), { alter })
  expect(counted).toContain(internalId)
  expect(report.notReplayed).toEqual([])
  expect(report.differences.map(toShort)).toEqual([])
})
