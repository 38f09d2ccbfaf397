/** White-label users: registered, logged in, verified. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { expectFact, expectTypes, shows } from '../expectations.ts'
import { askForUser, PASSWORD, toUser } from '../user.ts'

export const users: readonly Flow[] = defineFlows({
  'user.registered': {
    title:
      'A user is registered under a brand, logs in by the name that is answered and has nothing yet',
    run: async (session) => {
      session.step('trades to choose from')
      const trades = await session.send('GET', '/category/')
      session.expect(trades, { status: 200, body: { error: false } })
      const category_id = trades.body.message[0].id
      const parts = await session.send('GET', '/subcategory', { query: { category_id } })
      session.expect(parts, { status: 200, body: { error: false } })
      session.step('a user is registered')
      const user = await register(session)
      session.step('the user logs in and looks at the balance')
      const headers = await logIn(session, user.username)
      const balance = await session.send('GET', '/balance/', { headers })
      session.expect(balance, { status: 200, body: { balance: '0.00' } })
      session.step('without verification nothing is sent')
      const sent = await send(session, headers)
      session.expect(sent, { status: 403 })
      session.step('the user may act for the account')
      const allowed = await session.send('POST', '/authorize_subusers/', {
        json: { sub_users: [user.id] },
      })
      session.expect(allowed, { status: 200, body: { result: 'done' } })
    },
  },
  'user.verified': {
    title: 'A user whose e-mail and phone are confirmed may send',
    // A real sandbox sends the codes to the user alone.
    needs: ['control'],
    run: async (session) => {
      const user = await register(session)
      const headers = await logIn(session, user.username)
      const post = (path: string, json: Loose) => session.send('POST', path, { headers, json })
      session.step('codes are asked for')
      const asked = await post('/request_confirmation/', { phone: true, email: true })
      session.expect(asked, { status: 200 })
      session.step('a wrong code, then the right ones')
      session.expect(await post('/verify_email/', { code: 111_111 }), { status: 400 })
      session.expect(await post('/verify_email/', { code: 123_456 }), { status: 200 })
      session.expect(await post('/verify_phone/', { code: 123_456 }), { status: 200 })
      session.step('only the balance is in the way now')
      const sent = await send(session, headers)
      session.expect(sent, { status: 400, body: { error: 'not enough balance' } })
    },
  },
  'user.refused': {
    title: 'A name that is taken, a name that is not one and a wrong password are refused',
    run: async (session) => {
      const username = session.unique()
      session.expect(await askForUser(session, { username }), { status: [200, 201] })
      session.step('the same name again')
      const taken = await askForUser(session, { username })
      session.expect(taken, { status: 400 })
      expectFact(taken, 'JSON in `error`', isJson(taken.body.error), taken.body)
      session.step('first and last name alike')
      const alike = await askForUser(session, { first_name: 'Rosa', last_name: 'Rosa' })
      session.expect(alike, { status: 400 })
      expectFact(alike, 'a list', Array.isArray(alike.body.non_field_errors), alike.body)
      session.step('a wrong password')
      const login = await askForToken(session, `ENSAYO-${username}`, 'wrong')
      session.expect(login, { status: 401 })
    },
  },
})

async function register(session: Session): Promise<Loose> {
  const username = session.unique()
  const answer = await askForUser(session, { username })
  const isFlat = shows(session, 'cobru.user.status', '200-flat')
  session.expect(answer, { status: isFlat ? 200 : 201 })
  expectFact(answer, 'the user in its envelope', 'message' in answer.body === !isFlat, answer.body)
  const user = toUser(answer)
  expectTypes(answer, user, { id: 'integer' })
  const isPrefixed = user.username === `ENSAYO-${username}`
  expectFact(answer, 'the brand in front of the name', isPrefixed, user.username)
  return user
}

function askForToken(session: Session, username: string, password: string): Promise<Answer> {
  const headers = { 'x-api-key': session.credentials.apiKey }
  const json = { username, password }
  return session.send('POST', '/token/', { auth: false, headers, json })
}

/** Headers that stand for the user instead of the account. */
async function logIn(session: Session, username: string): Promise<{ authorization: string }> {
  const login = await askForToken(session, username, PASSWORD)
  session.expect(login, { status: 200 })
  expectTypes(login, login.body, { access: 'text', refresh: 'text' })
  return { authorization: `Bearer ${login.body.access}` }
}

function send(session: Session, headers: { authorization: string }): Promise<Answer> {
  return session.send('POST', '/send/', { headers, json: { to_user: '3001234567', amount: 10 } })
}

function isJson(text: unknown): boolean {
  try {
    return typeof JSON.parse(String(text)) === 'object'
  } catch {
    return false
  }
}
