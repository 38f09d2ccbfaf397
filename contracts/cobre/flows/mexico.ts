/**
 * SPEI: payouts with their trace, returns after completion, and credits sent back.
 * Source: https://docs.cobre.com/spei-1886563m0 and return-a-money-movement-25933239e0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { askForMexican, fund, listTransactions } from '../accounts.ts'
import { demandError, isOffered, startsWithin } from '../expectations.ts'
import {
  askForReturn,
  awaitState,
  createMovement,
  endLater,
  finish,
  toClabePayout,
} from '../movements.ts'

export const mexico: readonly Flow[] = defineFlows(
  {
    'spei.returned': {
      title: 'A completed SPEI payout may be returned with R008, and its money comes back',
      waits: 'PT20S',
      run: async (session) => {
        const made = await askForMexican(session)
        if (!isOffered(session, made)) return
        const { id: account_id } = made.body
        await fund(session, account_id, 1_000)
        session.step('processed')
        const wanted = await toClabePayout(session, account_id, { amount: 1_000 })
        const { id } = await createMovement(session, wanted)
        endLater(session, id)
        const { metadata } = await awaitState(session, id, ['processing'], startsWithin(session))
        const read = () => session.send('GET', `/v1/money_movements/${id}`)
        const isTrace = /^\w{30}$/.test(metadata.tracking_key)
        session.expect(await read(), {
          body: {
            type: 'spei',
            geo: 'mex',
            currency: 'mxn',
            metadata: {
              reference: '009911',
              tracking_key: isTrace ? metadata.tracking_key : '30 characters',
              cep_url: URL.canParse(metadata.cep_url) ? metadata.cep_url : 'an address',
            },
          },
        })
        session.step('completed')
        await finish(session, id)
        session.step('returned')
        const instruction = `Have the beneficiary's bank return movement ${id}.`
        await session.act('cobre.movement.return', { id }, instruction)
        await awaitState(session, id, ['returned'], 'PT5S')
        session.expect(await read(), { body: { status: { state: 'returned', code: 'R008' } } })
        session.expect(await session.send('GET', `/v1/accounts/${account_id}`), {
          body: { obtained_balance: 1_000 },
        })
      },
    },
    'spei.credit-sent-back': {
      title: 'A SPEI credit is sent back by its transaction, once',
      waits: 'PT20S',
      run: async (session) => {
        const made = await askForMexican(session)
        if (!isOffered(session, made)) return
        const { id: account_id, account_number } = made.body
        session.step('the credit')
        const instruction = `Send 5.00 MXN by SPEI to CLABE ${account_number}.`
        await session.act('cobre.account.receive', { account_id, amount: 500 }, instruction)
        const [credit] = await listTransactions(session, account_id)
        session.expect(await session.send('GET', `/v1/accounts/${account_id}`), {
          body: { obtained_balance: 500 },
        })
        session.step('sent back')
        const answer = await askForReturn(session, credit.id)
        session.expect(answer, {
          status: 201,
          body: {
            type: 'spei_return',
            external_id: credit.id,
            source_id: account_id,
            amount: 500,
            status: { state: 'initiated' },
          },
        })
        const { id } = answer.body
        endLater(session, id)
        demandError(
          session,
          await askForReturn(session, credit.id),
          400,
          undefined,
          'a second time',
        )
        await awaitState(session, id, ['processing'], startsWithin(session))
        session.expect(await session.send('GET', `/v1/accounts/${account_id}`), {
          body: { obtained_balance: 0 },
        })
        await finish(session, id)
      },
    },
  },
  { needs: ['human', 'money'] },
)
