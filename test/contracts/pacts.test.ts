import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listBuiltIn } from '#dialect/load'
import { loadPacts, pactFolder, toPactFiles } from '#kit/pact/files'
import { isMessage } from '#kit/pact/interaction'
import { verifyPacts } from '#pact/verify'

const names = readdirSync(pactFolder).filter((name) => name.endsWith('.json'))
const pacts = await loadPacts()

/** Operations that a pact must ask, the answers wanted and the refusals together. */
const MAIN_FLOWS: Record<string, string[]> = {
  cobru: [
    ...['refreshToken', 'createToken', 'createPayment', 'getPayment', 'listPayments'],
    ...['editPayment', 'estimatePayment', 'expirePayment', 'submitPaymentDetails'],
    ...['listPseBanks', 'getBrebStatus', 'getBalance', 'listMovements', 'sendMoney'],
    ...['listTransfers', 'createCashWithdrawal', 'listCashWithdrawals', 'getCashWithdrawal'],
    ...['cancelCashWithdrawal', 'createThirdPartyWithdrawal', 'getBankWithdrawal'],
    ...[
      'listBankWithdrawals',
      'cancelThirdPartyWithdrawal',
      'createBrebWithdrawal',
      'confirmDaviplata',
    ],
  ],
  cobre: [
    ...['authenticate', 'createAccount', 'getAccount', 'listAccounts', 'listAccountTransactions'],
    ...['createKey', 'getKey', 'actOnKey', 'cancelKey', 'createCounterparty', 'getCounterparty'],
    ...['listCounterparties', 'deleteCounterparty', 'createMoneyMovement', 'getMoneyMovement'],
    ...[
      'listMoneyMovements',
      'createCheckout',
      'getCheckout',
      'deactivateCheckout',
      'createSubscription',
    ],
    ...['listSubscriptions', 'listSubscribableEvents', 'deleteSubscription'],
  ],
  avenia: [
    ...['login', 'validateLogin', 'refreshLogin', 'getAccountInfo', 'getBalances'],
    ...['createSubAccount', 'listSubAccounts', 'getSubAccount', 'createCopBeneficiary'],
    ...['listCopBeneficiaries', 'getCopBeneficiary', 'deleteCopBeneficiary', 'createQuote'],
    ...['createTicket', 'cancelTicket', 'getTicket', 'listTickets', 'createWebhook', 'getWebhook'],
    ...['listWebhooks', 'deleteWebhook', 'getPublicKey'],
  ],
  localpayment: [
    ...['createToken', 'refreshToken', 'createVirtualAccount', 'getVirtualAccount'],
    ...[
      'deleteVirtualAccount',
      'setVirtualAccountActivation',
      'createPayin',
      'refundPayin',
      'getTransaction',
      'getTransactionStatus',
    ],
    ...['createPayouts', 'cancelPayout', 'listTransactions', 'getBalance', 'getActivity'],
  ],
}

test('every provider has a pact, and every pact file a source', async () => {
  expect(names).toEqual(listBuiltIn().map((name) => `${name}.json`))
  expect(pacts.map(({ provider }) => provider).sort()).toEqual(Object.keys(MAIN_FLOWS).sort())
})

test('the pact files are byte for byte what the sources say; `npm run pacts` writes them', async () => {
  const [written, again] = [await toPactFiles(), await toPactFiles()]
  expect(again).toEqual(written)
  for (const [name, text] of Object.entries(written)) {
    expect(readFileSync(join(pactFolder, name), 'utf8'), name).toBe(text)
  }
})

test.each(pacts)('the pact with $provider names each interaction once', ({ interactions }) => {
  const said = interactions.map((each) =>
    isMessage(each) ? each.expectsToReceive : each.uponReceiving,
  )
  expect(said.filter((name, at) => said.indexOf(name) !== at)).toEqual([])
})

test.each(names)(
  'Pact verifies %s on the emulator: main flows, error cases and notifications',
  { timeout: 60_000 },
  async (name) => {
    const file = join(pactFolder, name)
    const { pacts: reports, failed } = await verifyPacts({
      files: [file],
      engine: { strict: true },
    })

    const [report] = reports
    const { interactions } = report!
    expect(interactions.filter(({ status }) => status !== 'ok')).toEqual([])
    expect(failed).toBe(0)
    const asked = interactions.flatMap(({ exchanges }) => exchanges)
    const operations = new Set(asked.map(({ operationId }) => operationId))
    expect(MAIN_FLOWS[report!.provider]!.filter((each) => !operations.has(each))).toEqual([])
    expect(asked.filter(({ status }) => status >= 400).length).toBeGreaterThanOrEqual(6)
    expect(interactions.filter(({ kind }) => kind === 'message').length).toBeGreaterThanOrEqual(3)
  },
)
