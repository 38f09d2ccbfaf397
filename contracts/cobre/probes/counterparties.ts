/** Which variants of counterparties and debit registrations a target shows. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { tellByStatus, tellByTime } from '../../kit/verdicts.ts'
import { useBalance } from '../accounts.ts'
import {
  createCounterparty,
  toBankAccount,
  toNequiAccount,
  toPayer,
  toWallet,
} from '../counterparties.ts'
import { askForRegistration, readRegistration } from '../registrations.ts'

export const counterpartyProbes: readonly Probe[] = defineProbes({
  'cobre.counterparty.repeated': async (session) => {
    const data = toBankAccount(session)
    const first = await createCounterparty(session, data)
    const second = await createCounterparty(session, data)
    return first.id === second.id ? 'first-record' : 'another-record'
  },
  'cobre.counterparty.id-type-case': async (session) => {
    const data = toPayer(session, { counterparty_id_type: 'CC' })
    const { metadata } = await createCounterparty(session, data)
    if (metadata?.counterparty_id_type === 'cc') return 'lowered'
    if (metadata?.counterparty_id_type === 'CC') return 'as-sent'
    return undecided(`CC comes back as ${JSON.stringify(metadata?.counterparty_id_type)}`)
  },
  'cobre.counterparty.missing-alias': async (session) => {
    const counterparty = await createCounterparty(session, toPayer(session))
    if (!('alias' in counterparty)) return 'absent'
    if (counterparty.alias === null) return 'is-null'
    return undecided(`a missing alias comes back as ${JSON.stringify(counterparty.alias)}`)
  },
  'cobre.counterparty.delete-status': async (session) => {
    const { id } = await createCounterparty(session, toBankAccount(session))
    const answer = await session.send('DELETE', `/v1/counterparties/${id}`)
    return tellByStatus('a deletion', answer, { 200: '200', 204: '204' })
  },
  'cobre.counterparty.sensitive-data': async (session) => {
    const data = toBankAccount(session)
    const { account_number, counterparty_id_number } = data.metadata as Record<string, string>
    const { id } = await createCounterparty(session, data)
    const query = { counterparty_id_number: counterparty_id_number! }
    const { body } = await session.send('GET', '/v1/counterparties', { query })
    const found = (body?.contents ?? []).find((each: Loose) => each.id === id)
    const shown = found?.metadata?.account_number
    if (shown === account_number) return 'plain'
    if (typeof shown === 'string' && /[*xX•]/.test(shown)) return 'masked'
    return undecided(`the list shows ${JSON.stringify(shown)} for an account number`)
  },
  'cobre.read.sensitive-data': async (session) => {
    const data = toBankAccount(session)
    const { id } = await createCounterparty(session, data)
    const { body } = await session.send('GET', `/v1/counterparties/${id}`)
    const shown = body?.metadata?.account_number
    if (shown === (data.metadata as Loose).account_number) return 'plain'
    if (typeof shown === 'string' && /[*xX•]/.test(shown)) return 'masked'
    return undecided(`a read shows ${JSON.stringify(shown)} for an account number`)
  },
  'cobre.counterparty.verification-time': {
    waits: 'PT61M',
    tell: async (session) => {
      const { id } = await createCounterparty(session, toWallet(session))
      return tellByTime(
        session,
        'a global counterparty is verified',
        [
          { atS: 2 },
          { atS: 7, variant: 'five-seconds', beforeS: 1_800 },
          { atS: 3_630, variant: 'one-hour' },
        ],
        async () => {
          const { body } = await session.send('GET', `/v1/counterparties/${id}`)
          return body?.metadata?.verification_status === 'verified'
        },
      )
    },
  },
  'cobre.direct-debit.state-case': async (session) => {
    const { body, status } = await register(session)
    const state = body?.status?.state
    if (state === 'processing') return 'lower'
    if (state === 'Processing') return 'capitalised'
    return undecided(`a registration is answered ${status} with the state ${state}`)
  },
  'cobre.direct-debit.failed-code': {
    waits: 'PT16M',
    tell: async (session) => {
      const { body } = await register(session)
      if (!body?.id) return undecided('an account at Nequi cannot be registered')
      await session.pass('PT15M30S')
      const { code, state } = (await readRegistration(session, body)).status
      if (String(state).toLowerCase() === 'failed' && code === 'FD001') return 'fd001'
      if (String(state).toLowerCase() === 'failed' && code === 'Failed') return 'the-word'
      return undecided(`a registration that nobody accepts is ${state} with code "${code}"`)
    },
  },
})

async function register(session: Parameters<Probe['tell']>[0]) {
  const counterparty = await createCounterparty(session, toNequiAccount(session))
  const balance = await useBalance(session, 'main')
  return askForRegistration(session, counterparty.id, balance.id)
}
