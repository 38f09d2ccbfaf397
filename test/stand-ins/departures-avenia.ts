/** What an Avenia that departs from its documents might do. */
import {
  drop,
  good,
  media,
  put,
  refusing,
  rename,
  status,
  strange,
  variant,
  wrap,
} from './departing.ts'
import type { Call, Departure, Reply } from './stand-in.ts'

const says = (from: string, to: string) => (reply: Reply) => {
  if (reply.body?.error === from) reply.body.error = to
}

/** Under another key, wherever something is refused. */
const keyed = (key: string) => (reply: Reply) => {
  if (reply.body?.error !== undefined) reply.body = { [key]: reply.body.error }
}

const hasBank = ({ body }: Call) => body?.bankId !== undefined
const PARTS = ['beneficiaryType', 'phoneNumber', 'accountType', 'bankAccountNumber', 'bankName']
const isPartial = (call: Call) =>
  hasBank(call) && PARTS.some((field) => call.body[field] === undefined)
const EVERY =
  'createCopBeneficiary getCopBeneficiary deleteCopBeneficiary createQuote createTicket getTicket cancelTicket createWebhook getWebhook deleteWebhook getBalances getAccountInfo'

export const avenia: readonly Departure[] = [
  variant('avenia.errors.envelope', EVERY, keyed('message')),
  variant(
    'avenia.lists.last-cursor',
    'listCopBeneficiaries',
    wrap((body) => ({ ...body, cursor: '' })),
  ),
  variant(
    'avenia.lists.unknown-cursor',
    'listCopBeneficiaries',
    refusing(({ query }) => query.has('cursor'), 400, { error: 'cursor is invalid' }),
  ),
  variant('avenia.lists.alias-filter', 'listCopBeneficiaries', part()),
  variant('avenia.cop.create-status', 'createCopBeneficiary', status(201)),
  variant(
    'avenia.cop.description-required',
    'createCopBeneficiary',
    refusing(({ body }) => body?.description === undefined, 400, {
      error: 'description is invalid',
    }),
  ),
  variant('avenia.cop.partial-message', 'createCopBeneficiary', (reply, call) => {
    if (reply.status === 400 && isPartial(call)) {
      reply.body = { error: 'bankAccountNumber is invalid' }
    }
  }),
  variant(
    'avenia.cop.bank-name',
    'createCopBeneficiary',
    refusing((call) => hasBank(call) && !/^BANC/.test(call.body.bankName ?? ''), 400, {
      error: 'bankName is invalid',
    }),
  ),
  variant('avenia.cop.alias-duplicate', 'createCopBeneficiary', (reply, { body }) => {
    const isTaken = reply.body?.error === 'alias is invalid' && body?.alias?.length <= 100
    if (isTaken) reply.status = 409
  }),
  variant('avenia.cop.get-breb-key', 'getCopBeneficiary', drop('bankAccount.breBKey')),
  variant(
    'avenia.quote.third-party',
    'createQuote',
    refusing(
      ({ query }) =>
        query.get('inputThirdParty') === 'true' || query.get('outputThirdParty') === 'true',
      400,
      { error: 'inputThirdParty is invalid' },
    ),
  ),
  variant('avenia.quote.fee-rebatable', 'createQuote', drop('appliedFees.*.rebatable')),
  variant(
    'avenia.quote.breb-cap',
    'createQuote',
    refusing(
      ({ query }) =>
        query.get('outputPaymentMethod') === 'BRE-B' && Number(query.get('inputAmount')) > 3_000,
      400,
      { error: 'inputAmount is invalid' },
    ),
  ),
  variant('avenia.ticket.pending-filter', 'listTickets', unpaid()),
  variant(
    'avenia.cop.banks',
    'listSupportedBanks',
    put('banks', (banks) => banks.slice(0, 3)),
  ),
  strange('status', 'a ticket answers 202', 'createTicket', 'createTicket 202', status(202)),
  strange(
    'status',
    'a deleted beneficiary answers 204',
    'deleteCopBeneficiary',
    'deleteCopBeneficiary 204',
    good((reply) => {
      Object.assign(reply, { status: 204, body: undefined })
    }),
  ),
  strange(
    'shape',
    'the id of a webhook is called otherwise',
    'createWebhook',
    'createWebhook /webhookId',
    rename('webhookId', 'id'),
  ),
  strange(
    'shape',
    'a ticket stands bare',
    'getTicket',
    'getTicket /ticket',
    wrap(({ ticket }) => ticket),
  ),
  strange('shape', 'a quote has no pair', 'createQuote', 'createQuote /pairName', drop('pairName')),
  strange(
    'shape',
    'a quote has four fees',
    'createQuote',
    'createQuote /appliedFees',
    put('appliedFees', (fees) => fees.slice(0, 4)),
  ),
  strange(
    'type',
    'an amount of a quote is a number',
    'createQuote',
    'createQuote /inputAmount',
    put('inputAmount', Number),
  ),
  strange(
    'type',
    'a balance is a number',
    'getBalances',
    'getBalances /balances',
    put('balances.BRLA', Number),
  ),
  strange(
    'type',
    'a created beneficiary is named by a number',
    'createCopBeneficiary',
    'createCopBeneficiary /id',
    put('id', () => 17),
  ),
  strange(
    'value',
    'a new ticket is in a state that no document knows',
    'getTicket',
    'getTicket /ticket/status',
    put('ticket.status', () => 'WAITING'),
  ),
  strange(
    'format',
    'an instant has milliseconds',
    'getCopBeneficiary',
    'getCopBeneficiary /bankAccount/createdAt',
    put('bankAccount.createdAt', (at) => new Date(at).toUTCString()),
  ),
  strange(
    'format',
    'the number of an account lost its zeros',
    'getCopBeneficiary',
    'getCopBeneficiary bankAccountNumber',
    put('bankAccount.bankAccountNumber', (text) => text.replace(/^0+/, '')),
  ),
  strange(
    'header',
    'the banks come as plain text',
    'listSupportedBanks',
    'listCopBanks content-type',
    media('text/plain'),
  ),
  strange(
    'order',
    'the fees come in another order',
    'createQuote',
    'createQuote /appliedFees',
    put('appliedFees', (fees) => [...fees].reverse()),
  ),
  strange(
    'value',
    'a refusal names another field',
    'createCopBeneficiary',
    'createCopBeneficiary /error',
    says('breBKey or bank fields is invalid', 'bankId is invalid'),
  ),
]

/** A filter that takes parts of an alias. */
function part() {
  const known = new Map<string, Record<string, unknown>>()
  return good(({ body }, { query }) => {
    for (const each of body.bankAccounts) known.set(each.id, each)
    const alias = query.get('alias')
    if (alias === null || query.has('createdAfter') || query.has('createdBefore')) return
    body.bankAccounts = [...known.values()].filter((each) => String(each.alias).includes(alias))
  })
}

/** `PENDING` lists what is unpaid. */
function unpaid() {
  let all: { status: string }[] = []
  return good(({ body }, { query }) => {
    if (query.get('status') === 'PENDING')
      body.tickets = all.filter(({ status: each }) => each === 'UNPAID')
    else if (!query.has('status') || query.get('status') === 'UNPAID') all = body.tickets
  })
}
