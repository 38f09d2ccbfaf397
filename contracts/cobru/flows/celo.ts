/** Celo dollars: the wallet, rates and quotes, buying, sending and paying with them. */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { expectFact, expectState, expectTypes } from '../expectations.ts'
import { openPayment } from '../payment.ts'

export const celo: readonly Flow[] = defineFlows({
  'celo.quoted': {
    title: 'The wallet keeps its address; rates and quotes are numbers, and a quote has 2 % on top',
    run: async (session) => {
      session.step('the wallet is asked for twice')
      const wallet = await session.send('GET', '/celo/')
      session.expect(wallet, { status: 200 })
      const { address } = wallet.body
      expectFact(wallet, 'an address', /^0x[0-9a-fA-F]{40}$/.test(address), address)
      expectTypes(wallet, wallet.body, { balance: 'text' })
      session.expect(await session.send('GET', '/celo/'), { body: { address } }, 'it is kept')
      session.step('rates')
      const trm = await session.send('GET', '/settings/price_trm/')
      session.expect(trm, { status: 200 })
      expectTypes(trm, trm.body, { price: 'number' })
      const rates = await session.send('GET', '/crypto/rates/')
      session.expect(rates, { status: 200 })
      expectTypes(rates, rates.body[0], { currency: 'text', usd: 'number', cop: 'number' })
      session.step('a quote, by both verbs')
      for (const verb of ['GET', 'POST']) {
        const quote = await session.send(verb, '/pay_with_celo/', { query: { amount: 30_000 } })
        session.expect(quote, { status: 200, body: { amount: '30000' } })
        const { amount_usd: dollars, exchange_fee: fee, total } = quote.body
        const isSum = Math.abs(dollars + fee - total) < 1e-9
        const isFee = Math.abs(fee - dollars * 0.02) < 1e-9
        expectFact(quote, 'dollars, 2 % of them and the sum', isSum && isFee, quote.body)
      }
      session.step('transactions')
      session.expect(await session.send('GET', '/celo/transactions/cusd/'), { status: 200 })
    },
  },
  'celo.bought-sent-and-paid': {
    title: 'Celo dollars are bought with the balance, sent to an address and pay a payment',
    needs: ['money'],
    run: async (session) => {
      const before = await readWallet(session)
      session.step('two are bought')
      const bought = await session.send('POST', '/crypto/buy/', {
        json: {
          currency: 'CUSD',
          amount: 2,
          longitude: '-74.05',
          latitude: '4.65',
          wallet: 'cobru',
        },
      })
      session.expect(bought, { status: 200, body: { success: true, details: { success: true } } })
      const after = await readWallet(session)
      const isMore = Math.abs(after.balance - before.balance - 2) < 1e-6
      expectFact(bought, 'two more in the wallet', isMore, { before, after })
      session.step('some are sent')
      const sent = await send(session, { to: `0x${'0'.repeat(39)}1`, amount: 0.1 })
      session.expect(sent, { status: 200, body: { success: true } })
      expectTypes(sent, sent.body, { tx: 'text' })
      session.step('a payment is paid')
      const { url } = await openPayment(session, { amount: 2_000 })
      const paid = await session.send('POST', '/pay_with_celo/', { json: { url } })
      session.expect(paid, { status: 200, body: { result: 200 } })
      await expectState(session, url, 3)
    },
  },
  'celo.refused': {
    title: 'More than the wallet holds and an address that is not one are refused by name',
    needs: ['money'],
    run: async (session) => {
      const { balance } = await readWallet(session)
      const tooMuch = await send(session, {
        to: `0x${'0'.repeat(39)}1`,
        amount: Number((balance + 0.01).toFixed(6)),
      })
      session.expect(tooMuch, { body: { error: 'balance' } })
      const nowhere = await send(session, { to: 'ensayo', amount: 0.1 })
      session.expect(nowhere, { body: { error: 'wrong_data' } })
    },
  },
})

function send(session: Session, json: { to: string; amount: number }) {
  return session.send('POST', '/celo/', { json })
}

async function readWallet(session: Session): Promise<{ address: string; balance: number }> {
  const { body } = session.expect(await session.send('GET', '/celo/'), { status: 200 })
  return { address: body.address, balance: Number(body.balance) }
}
