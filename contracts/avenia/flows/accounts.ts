/**
 * The account, what it holds and may do, and accounts below it.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/aboutLogin and the guide of sub-accounts, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { list, register, toKey } from '../beneficiaries.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { newestOf } from '../lists.ts'
import { SUB_NAME, SUBS, useSubAccount } from '../sub-accounts.ts'
import { fund, readBalance } from '../tickets.ts'

export const accounts: readonly Flow[] = defineFlows({
  'account.shown': {
    title: 'An account shows who it is, decimal texts for what it holds, limits and open rails',
    run: async (session) => {
      const info = await session.send('GET', '/v2/account/account-info')
      const { id } = session.expect(info, { status: 200 }).body
      const isOther = info.body.accountInfo.id !== id
      session.expect({ ...info, body: { isOther } }, { body: { isOther: true } }, 'ids differ')
      session.expect(info, { body: { accountInfo: { identityStatus: 'CONFIRMED' } } })
      const { body } = session.expect(await session.send('GET', '/v2/account/balances'), {
        status: 200,
      })
      const isText = (token: string) => /^\d+(\.\d+)?$/.test(body.balances[token])
      const tokens = ['BRLA', 'USDC', 'USDT'].filter((token) => !isText(token))
      session.expect({ ...info, body: tokens }, { body: [] }, 'every balance is a decimal text')
      const limits = await session.send('GET', '/v2/account/limits')
      session.expect(limits, { status: 200, body: { limitInfo: { blocked: false } } })
      const brl = limits.body.limitInfo.limits.some((each: Loose) => each.currency === 'BRL')
      session.expect({ ...limits, body: { brl } }, { body: { brl: true } }, 'BRL has a limit')
      const metadata = await session.send('GET', '/v2/account/metadata')
      session.expect(metadata, { status: 200, body: { brlUnlocked: true } })
    },
  },
  'account.statement': {
    title: 'What came in stands in the statement with the balance after it',
    needs: ['money'],
    waits: 'PT30S',
    holds: ['balance'],
    run: async (session) => {
      const since = await session.now()
      await fund(session, 'USDC', '1')
      const balance = await readBalance(session, 'USDC')
      const query = { createdAfter: since }
      const answer = await session.send('GET', '/v2/account/statement', { query })
      const { logs } = session.expect(answer, { status: 200 }).body
      const own = logs.filter(({ token }: Loose) => token === 'USDC')
      const log = newestOf(session, own)
      const isNumber = session.variantOf('avenia.statement.amount-type') === 'number'
      session.expect(
        { ...answer, body: log ?? {} },
        { body: { balanceChange: isNumber ? 1 : '1', finalBalance: String(balance) } },
      )
    },
  },
  'sub-account.scope': {
    title: 'A sub-account is listed under `subAccount`, sees its own alone and cannot be deleted',
    run: async (session) => {
      const id = await useSubAccount(session)
      session.step('found')
      const query = { name: SUB_NAME.toLowerCase(), accountType: 'INDIVIDUAL' }
      const listed = await session.send('GET', SUBS, { query })
      const { subAccount } = session.expect(listed, { status: 200 }).body
      const view = subAccount.find((each: Loose) => each.subAccountId === id)
      const accountInfo = { accountType: 'INDIVIDUAL' }
      session.expect({ ...listed, body: view ?? {} }, { body: { subAccountId: id, accountInfo } })
      const shown = await session.send('GET', `${SUBS}/${id}`)
      session.expect(shown, { status: 200, body: { subAccountId: id, accountInfo } })
      session.step('its own beneficiary')
      const scope = { subAccountId: id }
      const data = toKey(session)
      const beneficiary = await register(session, data, { query: scope })
      const alias = String(data.alias)
      const found = { ...shown, body: await list(session, { ...scope, alias }) }
      session.expect(found, { body: [{ ...found.body[0], id: beneficiary, userId: id }] })
      session.expect({ ...shown, body: await list(session, { alias }) }, { body: [] })
      session.step('an empty scope is the main account')
      const main = { ...shown, body: await list(session, { alias, subAccountId: '' }) }
      session.expect(main, { body: [] })
      session.step('refusals')
      const unknown = { query: { subAccountId: session.uuid() } }
      demandRefusal(session, await session.send('GET', '/v2/account/balances', unknown), 404)
      demandInvalid(session, await session.send('POST', SUBS, { json: {} }), 'accountType')
      session.expect(await session.send('DELETE', `${SUBS}/${id}`), { status: 405 })
    },
  },
})
