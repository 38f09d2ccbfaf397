/** White-label users. Nothing deletes one, so that each stays; its name is of no other run. */
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

export const PASSWORD = 'Ensayo-1234'

/** Registers a user, whatever the answer. */
export function askForUser(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const username = session.unique()
  const own = { brand: 'ENSAYO', username, email: `${username}@example.com`, password: PASSWORD }
  return session.send('POST', '/user/', { json: { ...SAMPLES.createUser, ...own, ...overrides } })
}

/** The user below `message` or at the top. */
export function toUser({ body }: Answer): Loose {
  return body?.message?.id === undefined ? body : body.message
}
