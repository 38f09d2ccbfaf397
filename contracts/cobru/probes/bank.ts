/** How a target pays out to banks. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { askForBank, askForWithdrawal, LEAST, openBank } from '../payout.ts'
import { complainsOf, hasStatus, probeAnswer, probeFact, type Signs, wasRead } from '../verdicts.ts'

const MONEY = { needs: ['money'] } as const

/** A body that is read in full is carried out, and cancelled after the case. */
const asking = (overrides: Record<string, unknown>) => (session: Session) =>
  askForBank(session, overrides)

export const bankProbes: readonly Probe[] = [
  probeAnswer(
    'cobru.bank.bank-name-is-id',
    asking({ bank_name: 'Bancolombia' }),
    { 'accept-both': wasRead, 'int-id': complainsOf('bank_name') },
    MONEY,
  ),
  probeAnswer(
    'cobru.bank.int-enums',
    asking({ account_type: 'savings', account_holder_document_type: 'CC' }),
    {
      'accept-both': wasRead,
      int: complainsOf('account_type', 'account_holder_document_type'),
    },
    MONEY,
  ),
  probeAnswer(
    'cobru.bank.phone-and-email',
    asking({ account_phone: undefined, account_email: undefined }),
    { required: complainsOf('account_phone', 'account_email'), optional: wasRead },
    MONEY,
  ),
  probeAnswer(
    'cobru.bank.breb-fields',
    (session) =>
      askForWithdrawal(session, '/withdraw/co/', { amount: LEAST, destination: '@ensayo' }),
    { stoplight: complainsOf('key_value', 'account_holder_name'), openapi: wasRead },
    MONEY,
  ),
  probeAnswer(
    'cobru.bank.cpf-or-cnpj',
    askForPix,
    { 'one-required': complainsOf('cpf', 'cnpj'), optional: wasRead },
    MONEY,
  ),
  probeFact('cobru.bank.list-vs-page', listTwice, {
    array: ([plain, keyed]) => plain === 'list' && keyed === 'list',
    'page-by-key': ([plain, keyed]) => plain === 'list' && keyed === 'page',
    paginated: ([plain, keyed]) => plain === 'page' && keyed === 'page',
  }),
  probeAnswer(
    'cobru.bank.create-status',
    (session) => askForBank(session, { amount: LEAST }),
    { '200': hasStatus(200), '201': hasStatus(201) },
    MONEY,
  ),
  probeRecord('cobru.bank.state-type', {
    int: ({ state }) => typeof state === 'number',
    string: ({ state }) => typeof state === 'string',
  }),
  probeRecord('cobru.bank.array-dates', {
    array: ({ date_created }) => Array.isArray(date_created),
    'iso-string': ({ date_created }) => /^\d{4}-\d\d-\d\dT/.test(String(date_created)),
  }),
  probeRecord('cobru.bank.mixed-money-types', {
    numbers: ({ amount, gmf }) => typeof amount === 'number' && typeof gmf === 'number',
    mixed: ({ amount, fee }) => typeof amount === 'string' && typeof fee === 'number',
  }),
  probeRecord('cobru.bank.fee-direction', {
    inside: ({ amount, payed_amount }) => Number(amount) === LEAST && Number(payed_amount) < LEAST,
    'on-top': ({ amount, payed_amount }) =>
      Number(amount) > LEAST && Number(payed_amount) === LEAST,
  }),
  defineProbe({
    quirk: 'cobru.bank.duplicate-key',
    ...MONEY,
    tell: async (session) => {
      const key = { idempotency_key: session.unique() }
      await openBank(session, key)
      const { status, body } = await askForBank(session, key)
      const isSaid = body?.error === 'double_idempotency_key_in_thirdparty'
      if (isSaid && status === 400) return '400-error'
      if (isSaid && status === 200) return '200-error'
      return undecided(`a repeated key is answered ${status}`)
    },
  }),
  defineProbe({
    quirk: 'cobru.bank.pace',
    ...MONEY,
    waits: 'PT3M',
    tell: async (session) => {
      const { pk } = await openBank(session)
      const before = await readStatus(session, pk)
      if (before !== 'Pendiente') return undecided(`a new withdrawal is ${before}`)
      await session.pass('PT3M')
      const after = await readStatus(session, pk)
      if (after === 'Pendiente') return 'by-hand'
      return after === 'Consignado' ? 'minutes' : undecided(`after three minutes it is ${after}`)
    },
  }),
  probeFact(
    'cobru.bank.error-meanings',
    readRejection,
    {
      stoplight: (note) => /no autorizada/i.test(note),
      seed: (note) => /inválidos|rechazo del banco/i.test(note),
    },
    { needs: ['money', 'human'] },
  ),
]

function probeRecord(quirk: string, signs: Signs<Loose>): Probe {
  return probeFact(quirk, (session) => openBank(session, { amount: LEAST }), signs, MONEY)
}

/** The list as it is, and asked for a key that nobody has used. */
async function listTwice(session: Session): Promise<(string | undefined)[]> {
  const read = async (query: Record<string, string>) => {
    const { body } = await session.send('GET', '/thirdpartywithdraw/', { query })
    if (Array.isArray(body)) return 'list'
    return Array.isArray(body?.results) && 'count' in body ? 'page' : undefined
  }
  return [await read({}), await read({ idempotency_key: session.unique() })]
}

function askForPix(session: Session): Promise<Answer> {
  return askForWithdrawal(session, '/withdraw/br/', {
    amount: 2,
    currency_code: 'BRL',
    pix_key: 'rosa@example.com',
    pix_key_type: 'email',
    account_phone: '3000000000',
    account_email: 'rosa@example.com',
  })
}

async function readStatus(session: Session, pk: number): Promise<string> {
  const answer = await session.send('GET', '/get_withdraw/', { query: { pk } })
  return session.expect(answer, { status: 200 }).body.status
}

/** What the record says of a withdrawal that the bank has refused with R010. */
async function readRejection(session: Session): Promise<string> {
  const { pk } = await openBank(session)
  const instruction = `Have Cobru reject the bank withdrawal ${pk} with the code R010.`
  await session.act('cobru.bank.reject', { id: pk, code: 'R010' }, instruction)
  const answer = await session.send('GET', `/thirdpartywithdraw/${pk}`)
  return String(session.expect(answer, { status: [200, 201] }).body.note)
}
