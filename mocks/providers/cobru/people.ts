/**
 * Whom money can go to and come from inside an account: its owner, made-up users of the sandbox and
 * the white-label users it has registered. Accounts never see each other, so neither do their users.
 */
import type { BaseContext, BehaviourContext, StoredRecord } from '../../provider.ts'

export interface Party {
  /** Whose book: `owner`, or a user name. */
  id: string
  username: string
  phone: string
  document: string
  email: string
  /** Whether e-mail and phone are verified. */
  isVerified: boolean
  /** Number that tokens carry. */
  userId: number
}

/** A white-label user, as it is kept. */
export interface User extends StoredRecord {
  userId: number
  /** With the brand in front. */
  username: string
  brand: string
  firstName: string
  lastName: string
  email: string
  phone: string
  document: string
  /** SHA-256; a sandbox has no business with passwords. */
  passwordHash: string
  emailVerified: boolean
  phoneVerified: boolean
  emailRequested: boolean
  phoneRequested: boolean
}

export const OWNER = 'owner'

/** Made-up users; 3001234567 is the phone that the documents' own example sends to. */
const PEOPLE: Party[] = [
  person('3100000002', '1000000002', 'ana.ensayo@example.com', 2001),
  person('3100000003', '1000000003', 'luis.ensayo@example.com', 2002),
  person('3001234567', '1000000004', 'eva.ensayo@example.com', 2003),
]

function person(phone: string, document: string, email: string, userId: number): Party {
  return { id: phone, username: phone, phone, document, email, isVerified: true, userId }
}

/** The made-up user of a phone. */
export function findPerson(phone: string): Party | undefined {
  return PEOPLE.find((party) => party.phone === phone)
}

/** The account itself; assumed verified, or nothing could be sent. */
export function toOwner({ account }: BaseContext): Party {
  const { owner, ownerId, document, email } = account.fields
  return {
    id: OWNER,
    username: String(owner),
    phone: String(owner),
    document: String(document),
    email: String(email),
    isVerified: true,
    userId: Number(ownerId),
  }
}

/** Owner, made-up or white-label user by phone or user name. */
export function findParty(context: BaseContext, name: string): Party | undefined {
  const owner = toOwner(context)
  if (name === owner.phone) return owner
  const user = findUser(context, name)
  return user ? toParty(user) : findPerson(name)
}

/** The white-label user of a user name with its brand. */
export function findUser(context: BaseContext, username: string): User | undefined {
  const [user] = context.collection<User>('user').list({ where: { username }, limit: 1 })
  return user
}

function toParty(user: User): Party {
  const { username, phone, document, email, userId } = user
  const isVerified = user.emailVerified && user.phoneVerified
  return { id: username, username, phone, document, email, isVerified, userId }
}

/** Whom the bearer of this request belongs to. */
export function findHolder(context: BehaviourContext): Party {
  const user = findTokenUser(context)
  return user ? toParty(user) : toOwner(context)
}

/** The white-label user whose token this is; undefined for the account's own. */
export function findTokenUser(context: BehaviourContext): User | undefined {
  const token = context.request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
  const userId = readUserId(token)
  return userId === undefined ? undefined : context.collection<User>('user').get(String(userId))
}

/** `user_id` of a token that the engine has accepted. */
export function readUserId(token: string): unknown {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    )
    return typeof claims === 'object' && claims !== null && 'user_id' in claims
      ? claims.user_id
      : undefined
  } catch {
    return undefined
  }
}
