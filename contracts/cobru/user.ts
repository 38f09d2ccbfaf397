/** White-label users. Nothing deletes one, so that each stays; its name is of no other run. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

export const PASSWORD = 'Ensayo-1234'

/** Registers a user, whatever the answer. */
export function askForUser(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const username = session.unique()
  return session.send('POST', '/user/', {
    json: {
      username,
      first_name: 'Rosa',
      last_name: 'Ensayo',
      email: `${username}@example.com`,
      password: PASSWORD,
      phone: '3000000000',
      document_type: '0',
      document_number: '1000000001',
      country_code: '+57',
      gender: 2,
      date_birth: '2001-08-08',
      type_person: 1,
      date_expiration: '2019-08-08',
      subcategory: 745,
      category: 99,
      platform: 'API',
      brand: 'ENSAYO',
      ...overrides,
    },
  })
}

/** The user below `message` or at the top. */
export function toUser({ body }: Answer): Loose {
  return body?.message?.id === undefined ? body : body.message
}
