/**
 * Counterparties: registered, found, verified, allowed to be debited.
 * Source: https://docs.cobre.com/bulk-money-movements-1886564m0 and direct-debit-1914109m0, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { drainLater, readBalance, useBalance } from '../accounts.ts'
import {
  askForCounterparty,
  createCounterparty,
  toBankAccount,
  toNequiAccount,
  toPayer,
  toWallet,
} from '../counterparties.ts'
import { demandError, startsWithin } from '../expectations.ts'
import { askForMovement, awaitState, createMovement, toTransfer } from '../movements.ts'
import { askForRegistration, readRegistration } from '../registrations.ts'

export const counterparties: readonly Flow[] = defineFlows({
  'counterparty.registered': {
    title: 'A counterparty is registered, found by its document, and gone once it is deleted',
    run: async (session) => {
      const data = toBankAccount(session)
      const metadata = data.metadata as Record<string, string>
      session.step('registered')
      const made = await askForCounterparty(session, data)
      session.expect(made, { status: 201, body: data })
      const { id } = made.body
      session.expect(await session.send('GET', `/v1/counterparties/${id}`), { body: { id } })
      session.step('registered again')
      const again = await askForCounterparty(session, data)
      const isKnown = session.variantOf('cobre.counterparty.repeated') === 'first-record'
      const wanted = isKnown ? { id } : {}
      session.expect(again, { status: 201, body: wanted }, 'the same data again')
      const path = `/v1/counterparties/${again.body.id}`
      session.expect(await session.send('GET', path), { body: { id: again.body.id } })
      session.step('found')
      const number = metadata.counterparty_id_number!
      const find = (query: Record<string, string>) =>
        session.send('GET', '/v1/counterparties', {
          query: { counterparty_id_number: number, ...query },
        })
      const whole = await find({ sensitive_data: 'true' })
      const own = whole.body.contents.filter((each: Loose) => each.id === id)
      session.expect({ ...whole, body: own }, { status: 200, body: [data] })
      if (session.variantOf('cobre.counterparty.sensitive-data') === 'masked') {
        const masked = await find({})
        const { account_number } = masked.body.contents[0].metadata
        const shown = account_number === metadata.account_number ? 'the whole number' : 'masked'
        session.expect({ ...masked, body: shown }, { status: 200, body: 'masked' })
      }
      session.step('deleted')
      const status = Number(session.variantOf('cobre.counterparty.delete-status'))
      session.expect(await session.send('DELETE', `/v1/counterparties/${id}`), { status })
      demandError(session, await session.send('GET', `/v1/counterparties/${id}`), 404)
    },
  },
  'counterparty.refusals': {
    title: 'A counterparty without type or of an unknown one has its documented code',
    run: async (session) => {
      const data = toPayer(session)
      const ask = (over: Record<string, unknown>) =>
        askForCounterparty(session, { ...data, ...over })
      demandError(session, await ask({ type: undefined }), 400, 'CP001')
      demandError(session, await ask({ type: 'ensayo' }), 400, 'CP002')
      session.step('what comes back')
      const made = await ask({ metadata: { ...Object(data.metadata), counterparty_id_type: 'CC' } })
      const isLowered = session.variantOf('cobre.counterparty.id-type-case') === 'lowered'
      const metadata = { counterparty_id_type: isLowered ? 'cc' : 'CC' }
      const hasAlias = session.variantOf('cobre.counterparty.missing-alias') === 'is-null'
      session.expect(made, { status: 201, body: { metadata, ...(hasAlias && { alias: null }) } })
    },
  },
  'counterparty.verified': {
    title: 'A global counterparty is processing until it is verified',
    waits: 'PT10S',
    run: async (session) => {
      const { id, metadata } = await createCounterparty(session, toWallet(session))
      const read = () => session.send('GET', `/v1/counterparties/${id}`)
      const first = { body: { metadata: { ...metadata, verification_status: 'processing' } } }
      session.expect(await read(), first)
      const isQuick = session.variantOf('cobre.counterparty.verification-time') === 'five-seconds'
      await session.eventually(
        'the counterparty is verified',
        isQuick ? { within: 'PT8S', every: 'PT1S' } : { within: 'PT61M', every: 'PT10M' },
        async () => (await read()).body.metadata.verification_status === 'verified',
      )
    },
  },
  'direct-debit.accepted': {
    title: 'A Nequi account is debited once its holder has accepted',
    needs: ['human', 'money'],
    run: async (session) => {
      const { balance, debit, registration } = await register(session)
      session.step('too early')
      demandError(session, await askForMovement(session, debit), 400)
      session.step('the holder accepts')
      const { id } = registration
      await session.act('cobre.registration.accept', { id }, 'Accept the debit in the Nequi app.')
      await awaitRegistration(session, registration, 'registered', 'RD000')
      session.step('the debit')
      drainLater(session, balance.id)
      const start = await readBalance(session, balance.id)
      const movement = await createMovement(session, debit)
      await awaitState(session, movement.id, ['completed'], startsWithin(session))
      const read = await session.send('GET', `/v1/accounts/${balance.id}`)
      session.expect(read, { body: { obtained_balance: start + 300 } })
    },
  },
  'direct-debit.refused': {
    title: 'A registration that is refused is unregistered and carries its code',
    needs: ['human'],
    run: async (session) => {
      const { registration } = await register(session)
      const { id } = registration
      await session.act('cobre.registration.refuse', { id }, 'Refuse the debit in the Nequi app.')
      await awaitRegistration(session, registration, 'unregistered', 'RD001')
    },
  },
})

async function register(session: Session) {
  const balance = await useBalance(session, 'main')
  const source = await createCounterparty(session, toNequiAccount(session))
  const answer = await askForRegistration(session, source.id, balance.id)
  const state = toState(session, 'processing')
  session.expect(answer, { status: 201, body: { status: { state, code: '' } } })
  const debit = toTransfer(source.id, balance.id, { amount: 300 })
  return { balance, debit, registration: answer.body }
}

function toState(session: Session, state: string): string {
  const isCapital = session.variantOf('cobre.direct-debit.state-case') === 'capitalised'
  return isCapital ? `${state[0]!.toUpperCase()}${state.slice(1)}` : state
}

/** Right after the holder's answer. */
async function awaitRegistration(
  session: Session,
  registration: Loose,
  state: string,
  code: string,
): Promise<void> {
  const wanted = toState(session, state)
  await session.eventually(
    `the registration is ${wanted} with ${code}`,
    { within: 'PT5S', every: 'PT1S' },
    async () => {
      const { status } = await readRegistration(session, registration)
      return status.state === wanted && status.code === code
    },
  )
}
