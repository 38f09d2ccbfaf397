/** Which variants of batches, validations and catalogs a target shows. */
import { defineProbes, type Probe } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { COMPANY } from '../parties.ts'
import { isAccepted, says } from '../reading.ts'
import { tellBy, unknown } from '../verdicts.ts'

const FOREIGN = '170.170.99999999'

export const serviceProbes: readonly Probe[] = defineProbes({
  'localpayment.va.batch-countries': async (session) => {
    const answer = await askForBatch(session, 'COL')
    if (isAccepted(answer)) return 'colombia-too'
    const isCountry = says(answer.body, '[country]')
    return isCountry ? 'argentina-and-mexico' : unknown('a Colombian batch', answer)
  },
  'localpayment.validation.bank-list': async (session) => {
    const json = {
      country: 'COL',
      bank: { code: '1099', account: { number: '12345678901', type: 'S' } },
    }
    const answer = await session.send('POST', '/api/validation/bank', { json })
    const variants = { 200: 'open', 404: 'visible-part' }
    return tellBy('a code that is not printed', answer, answer.body?.code, variants)
  },
  'localpayment.methods.parameter-case': async (session) => {
    const filters = async (name: string) => {
      const query = { [name]: FOREIGN }
      const answer = await session.send('GET', '/api/resources/payment-methods', { query })
      return { answer, isFiltered: (answer.body ?? []).length === 0 }
    }
    const called = await filters('accountNumber')
    const listed = await filters('AccountNumber')
    const variants = {
      'true true': 'either',
      'true false': 'as-called',
      'false true': 'as-listed',
    }
    const found = `${called.isFiltered} ${listed.isFiltered}`
    return tellBy('the methods of another account', listed.answer, found, variants)
  },
})

/** A batch of the ten accounts that it has at least. */
function askForBatch(session: Session, country: string) {
  const json = {
    externalId: session.unique(),
    accountNumber: session.credentials.accountNumber,
    country,
    name: 'Ensayo',
    accounts: Array.from({ length: 10 }, () => ({
      externalId: session.unique(),
      beneficiary: COMPANY,
    })),
  }
  return session.send('POST', '/api/virtual-account-batch', { json })
}
