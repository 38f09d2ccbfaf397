/** Access: a token for the refresh token, what it opens and who is refused. */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { expectFact, expectTypes, shows } from '../expectations.ts'

export const auth: readonly Flow[] = defineFlows({
  'auth.token-opens-the-api': {
    title:
      'A refresh token gives an access token, a JWT with `exp`, that opens the API again and again',
    run: async (session) => {
      session.step('the refresh token is exchanged')
      const { apiKey = '', refreshToken } = session.credentials
      const answer = await session.send('POST', '/token/refresh/', {
        auth: false,
        headers: { 'x-api-key': apiKey },
        json: { refresh: refreshToken },
      })
      session.expect(answer, { status: 200 })
      expectTypes(answer, answer.body, { access: 'text' })
      expectFact(answer, 'a JWT with `exp`', readExpiry(answer.body.access) > 0, '…')
      session.step('the token is used twice')
      const headers = { 'x-api-key': apiKey, authorization: `Bearer ${answer.body.access}` }
      for (let use = 0; use < 2; use++) {
        const balance = await session.send('GET', '/balance/', { auth: false, headers })
        session.expect(balance, { status: 200 })
      }
    },
  },
  'auth.refused': {
    title:
      'A wrong refresh token, a forged bearer and a missing credential are refused with a text',
    run: async (session) => {
      const { apiKey = '' } = session.credentials
      session.step('a refresh token that is not one')
      const refresh = await session.send('POST', '/token/refresh/', {
        auth: false,
        headers: { 'x-api-key': apiKey },
        json: { refresh: 'forged' },
      })
      session.expect(refresh, { status: 401 })
      expectFact(
        refresh,
        'a text in `detail` or `message.detail`',
        hasText(refresh.body),
        refresh.body,
      )
      session.step('the token under another name')
      const renamed = await session.send('POST', '/token/refresh/', {
        auth: false,
        headers: { 'x-api-key': apiKey },
        json: { refresh_token: session.credentials.refreshToken },
      })
      const wanted = shows(session, 'cobru.auth.refresh-field-name', '401-detail') ? 401 : 400
      session.expect(renamed, { status: wanted }, 'only `refresh` is read')
      session.step('a bearer that is not one')
      const forged = await session.send('GET', '/balance/', {
        headers: { authorization: 'Bearer forged' },
      })
      const isForbidden = shows(session, 'cobru.auth.error-shape', '403-detail')
      session.expect(forged, { status: isForbidden ? 403 : 401 })
      expectFact(
        forged,
        'a text in `detail` or `message.detail`',
        hasText(forged.body),
        forged.body,
      )
      session.step('no bearer, then no key')
      const noBearer = await session.send('GET', '/balance/', {
        headers: { authorization: undefined },
      })
      session.expect(noBearer, { status: [401, 403] })
      const noKey = await session.send('GET', '/balance/', { headers: { 'x-api-key': undefined } })
      session.expect(noKey, { status: [401, 403] })
    },
  },
  'auth.token-outlives-its-cache': {
    title: 'A token that is kept for less than its documented life still opens the API',
    waits: 'PT50M',
    run: async (session) => {
      const { headers } = await session.authorize()
      if (typeof headers === 'function') throw new Error('Cobru signs nothing')
      // The current documents advise 50 minutes; the older portal gives a token 15.
      const isShort = shows(session, 'cobru.auth.token-ttl', '900s')
      await session.pass(isShort ? 'PT14M' : 'PT50M')
      const answer = await session.send('GET', '/balance/', { auth: false, headers })
      session.expect(answer, { status: 200 }, 'the documented life of a token')
    },
  },
})

function readExpiry(token: string): number {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    return Number(JSON.parse(payload).exp)
  } catch {
    return 0
  }
}

function hasText(body: { detail?: unknown; message?: { detail?: unknown } } | undefined): boolean {
  return typeof (body?.detail ?? body?.message?.detail) === 'string'
}
