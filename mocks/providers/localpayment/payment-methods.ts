/**
 * Which payment methods an account has.
 * Source: https://docs.v3.localpayment.com/before-payment/search-payment-methods and
 * https://docs.localpayment.com/docs/colombia, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { METHODS, type MethodFacts } from './catalogs.ts'

const COLOMBIA = {
  id: 1,
  code: '170',
  name: 'Colombia',
  isoCode3: 'COL',
  localCurrency: { code: '170', name: 'Colombian Peso', isoCode3: 'COP' },
}

/** One item for the merchant account; nothing for an account or a country that is not there. */
export const listMethods = defineBehaviour('method.list', ({ request, account, quirk }) => {
  const own = account.credentials.accountNumber!
  const names = quirk.value<string[]>('localpayment.methods.parameter-case')
  const given = names.map((name) => request.query[name]).find((value) => value !== undefined)
  const { countryIsoCode3 = 'COL' } = request.query
  const accountNumber = given ?? own
  if (accountNumber !== own || String(countryIsoCode3).toUpperCase() !== 'COL') {
    return { status: 200, body: [] }
  }
  const item = {
    accountCode: account.fields.clientCode,
    accountNumber: own,
    payinPaymentMethods: toMethods('payin'),
    payoutPaymentMethods: toMethods('payout'),
  }
  return { status: 200, body: [item] }
})

function toMethods(direction: MethodFacts['direction']) {
  return METHODS.map((method, index) => ({ ...method, id: index + 1 }))
    .filter((method) => method.direction === direction)
    .map(({ id, code, name, type }) => ({
      id,
      code,
      name,
      description: name,
      paymentMethodType: type,
      country: COLOMBIA,
    }))
}
