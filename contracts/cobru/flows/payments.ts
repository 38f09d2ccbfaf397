/** Payment links: created, read, refused, changed, quoted, expired. */
import type { Answer } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { expectFact, expectState, expectTypes, expiredState, shows } from '../expectations.ts'
import { askForPayment, expirePayment, openPayment, readDetail, tryPayment } from '../payment.ts'
import { submit } from '../submission.ts'

export const payments: readonly Flow[] = defineFlows({
  'payment.created': {
    title:
      'A create answers 201 with slug, number and amounts; its page opens and its detail shows state 0',
    run: async (session) => {
      session.step('a payment is created')
      const callback = `https://example.com/callback?ref=${session.unique()}`
      const answer = await tryPayment(session, { callback })
      session.expect(answer, { status: 201, body: { ...EMPTY, callback } })
      expectCreated(session, answer)
      const { url } = answer.body
      session.step('its page is opened')
      const page = await session.send('GET', `/${url}`, { auth: false })
      session.expect(page, { status: 200, headers: { 'content-type': /^text\/html/ } })
      session.step('its detail is read')
      const detail = await readDetail(session, url)
      const date_payed = shows(session, 'cobru.detail.date-payed-empty', 'null') ? null : ''
      session.expect(detail, { status: 200, body: { url, state: 0, date_payed } })
      const type = shows(session, 'cobru.detail.numbers', 'string') ? 'money' : 'number'
      expectTypes(detail, detail.body, { amount: type, payed_amount: type, fee_amount: type })
      expectTypes(detail, detail.body, { date_created: 'integer', date_expired: 'integer' })
      expectFact(detail, 'the amount', Number(detail.body.amount) === 50_000, detail.body.amount)
    },
  },
  'payment.defaults': {
    title:
      'Platform and idempotency key are made up where none is sent; each payment has a slug of its own',
    run: async (session) => {
      const one = await openPayment(session, { platform: undefined })
      const answer = await tryPayment(session, { platform: undefined, expiration_days: 0 })
      const body = { platform: 'desconocido', expiration_days: 0 }
      session.expect(answer, { status: 201, body })
      expectTypes(answer, answer.body, { idempotency_key: 'text' })
      for (const field of ['url', 'pk', 'idempotency_key']) {
        const isOwn = answer.body[field] !== one[field]
        expectFact(answer, `a ${field} of its own`, isOwn, answer.body[field])
      }
    },
  },
  'payment.refused': {
    title: 'Creates that lack something or have flags of the wrong type are refused as documented',
    run: async (session) => {
      session.step('the flags are an object')
      const flags = await tryPayment(session, { payment_method_enabled: { pse: true } })
      if (shows(session, 'cobru.create.pme-object-403', '403')) expectCreationError(session, flags)
      else expectFields(session, flags, ['payment_method_enabled'])
      for (const [quirk, fields] of Object.entries(URLS)) {
        session.step(`${fields.join(' and ')} left out`)
        const without = Object.fromEntries(fields.map((field) => [field, undefined]))
        const answer = await tryPayment(session, without)
        const variant = session.variantOf(quirk)
        if (variant === 'lenient-201') session.expect(answer, { status: 201 })
        else if (variant === '400-field-map') expectFields(session, answer, fields)
        else expectCreationError(session, answer)
      }
      session.step('the amount is left out, then the description too long')
      expectFields(session, await askForPayment(session, { amount: undefined }), ['amount'])
      const long = await askForPayment(session, { description: 'x'.repeat(241) })
      expectFields(session, long, ['description'])
    },
  },
  'payment.unknown': {
    title: 'The detail of a slug that nobody has is not found',
    run: async (session) => {
      const answer = await readDetail(session, 'zzzzzzzz')
      session.expect(answer, { status: 404 })
    },
  },
  'payment.edited': {
    title: 'An edit changes amount and description, and the detail shows them',
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('amount and description are changed')
      const changes = { amount: 80_000, description: 'Orden cambiada', expiration_days: 2 }
      const answer = await session.send('POST', '/edit_cobru/', { json: { url, ...changes } })
      const body = { url, amount: 80_000, description: 'Orden cambiada' }
      session.expect(answer, { status: 200, body })
      expectTypes(answer, answer.body, { payed_amount: 'number', fee_amount: 'number' })
      session.step('the detail is read')
      const detail = await expectState(session, url, 0)
      expectFact(
        answer,
        'the new amount in the detail',
        Number(detail.amount) === 80_000,
        detail.amount,
      )
      session.expect(await readDetail(session, url), {
        body: { description: 'Orden cambiada', expiration_days: 2 },
      })
      session.step('a payment that nobody has')
      const unknown = await session.send('POST', '/edit_cobru/', {
        json: { ...changes, url: 'zzzzzzzz' },
      })
      session.expect(unknown, { status: 404 })
    },
  },
  'payment.expired': {
    title: 'An expired payment shows it, cannot be paid and does not expire twice',
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('it expires before its time')
      session.expect(await expirePayment(session, url), { status: 200, body: { result: 'OK' } })
      await expectState(session, url, expiredState(session))
      session.step('a payer comes too late')
      session.expect(await submit(session, url, 'efecty'), { status: 400 })
      session.step('it expires again')
      session.expect(await expirePayment(session, url), { status: 400 })
    },
  },
  'payment.quoted': {
    title:
      'A quote has amount, fee, VAT of 19 % on it and net as numbers, for an amount as text or number',
    run: async (session) => {
      const quotes: unknown[] = []
      for (const amount of ['50000', 50_000]) {
        const json = { amount, client_assume_costs: false }
        const answer = await session.send('POST', '/cobru/estimate/', { json })
        session.expect(answer, { status: 200, body: { cobru_amount: 50_000 } })
        const { cobru_fee: fee, iva } = answer.body
        expectTypes(answer, answer.body, { cobru_fee: 'number', cobru_payed_amount: 'number' })
        expectFact(answer, 'VAT of 19 % on the fee', Math.abs(iva - fee * 0.19) < 0.01, {
          fee,
          iva,
        })
        quotes.push(answer.body)
        session.expect(answer, { body: quotes[0] }, 'text and number are quoted alike')
      }
    },
  },
  'payment.history': {
    title: 'The payments of the account are listed only where a list is documented',
    run: async (session) => {
      await openPayment(session)
      const answer = await session.send('GET', '/cobru/')
      if (!shows(session, 'cobru.docs.no-list-endpoint', 'list')) {
        session.expect(answer, { status: 405 })
        return
      }
      session.expect(answer, { status: 200 })
      expectFact(answer, 'a list', Array.isArray(answer.body), answer.body)
    },
  },
})

/** What stands in the answer of a create whatever the variants. */
const EMPTY = {
  state: 0,
  payment_method: null,
  client_assume_costs: false,
  expiration_days: 1,
  platform: 'API',
  payer_redirect_url: 'https://example.com/return',
  fee_iva: 0.19,
  currency_code: 'COP',
}

const URLS = {
  'cobru.create.missing-callback-403': ['callback'],
  'cobru.create.missing-redirect-403': ['payer_redirect_url'],
  'cobru.create.legacy-optional-urls': ['callback', 'payer_redirect_url'],
}

function expectCreated(session: Session, answer: Answer): void {
  const { body } = answer
  const isNumber = shows(session, 'cobru.create.amount-string', 'number')
  session.expect(answer, { body: { amount: isNumber ? 50_000 : '50000.00' } })
  const fee = shows(session, 'cobru.create.fee-number', 'string') ? 'money' : 'number'
  expectTypes(answer, body, {
    pk: 'integer',
    url: 'text',
    owner: 'text',
    name: 'text',
    payed_amount: isNumber ? 'number' : 'money',
    fee_amount: fee,
    fee_iva_amount: fee,
    idempotency_key: 'text',
    date_created: 'text',
  })
  const flags = JSON.parse(answer.exchange.request.body).payment_method_enabled
  session.expect(answer, { body: { payment_method_enabled: flags } }, 'flags come back verbatim')
  const hasDescription = shows(session, 'cobru.create.description-missing', 'present')
  expectFact(
    answer,
    'a description or none',
    'description' in body === hasDescription,
    body.description,
  )
}

/** The 403 that is validation and not authentication. */
function expectCreationError(session: Session, answer: Answer): void {
  session.expect(answer, { status: 403, body: { error: 'Error en la creacion del cobru.' } })
}

function expectFields(session: Session, answer: Answer, fields: readonly string[]): void {
  session.expect(answer, { status: 400 })
  for (const field of fields) {
    const messages = answer.body?.[field]
    expectFact(answer, `messages about ${field}`, Array.isArray(messages), answer.body)
  }
}
