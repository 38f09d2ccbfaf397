/**
 * White-label users: registration under a brand, categories, verification.
 * Source: https://docs.cobru.co/en/docs/guides/whitelabel, read 2026-11-20; answers stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/12-whitelabel.md.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { readChoice } from './choice.ts'
import { firstOf } from './first-of.ts'
import { findUser, type User } from './people.ts'
import { hashPassword } from './tokens.ts'
import { CATEGORIES, SUBCATEGORIES } from './user-catalog.ts'

interface NewUser {
  username: string
  first_name: string
  last_name: string
  email: string
  password: string
  phone: string
  document_number: string
  brand: string
  gender?: number | null
  type_person?: number
}

/** Registers a user, whose name gets the brand in front. */
export const createUser = defineBehaviour<NewUser>('user.create', (context) => {
  const refusal = refuseName(context)
  if (refusal) return refusal
  const { body } = context.request
  const username = `${body.brand}-${body.username}`
  if (findUser(context, username)) {
    context.quirk.note('cobru.user.json-in-error')
    return context.refuse('duplicateUser')
  }
  const user = storeUser(context, username)
  context.quirk.note('cobru.user.brand-prefix')
  return answerUser(context, user)
})

/** A first name that is also the last, or one without letters, is no full name; a company has one name alone. */
function refuseName({ request, quirk, refuse }: BehaviourContext<NewUser>): Outcome | undefined {
  const { first_name: first, last_name: last, type_person: person } = request.body
  const isCompany = person === quirk.value<number>('cobru.user.company-names') && last === ''
  const isSame = first.trim().toLowerCase() === last.trim().toLowerCase()
  const hasLetters = [first, ...(isCompany ? [] : [last])].every((name) => /\p{L}/u.test(name))
  if (!isSame && hasLetters) return undefined
  quirk.note('cobru.user.full-name-check')
  return refuse('invalidFullName')
}

function storeUser(context: BehaviourContext<NewUser>, username: string): User {
  const { body } = context.request
  const userId = context.ids.number('user.id', 2_093)
  return context.collection<User>('user').insert({
    id: String(userId),
    userId,
    username,
    brand: body.brand,
    firstName: body.first_name,
    lastName: body.last_name,
    email: body.email,
    phone: body.phone,
    document: body.document_number,
    passwordHash: hashPassword(body.password),
    emailVerified: false,
    phoneVerified: false,
    emailRequested: false,
    phoneRequested: false,
  })
}

/** `gender` is null in the sample, whatever was sent. */
function answerUser({ quirk }: BehaviourContext, user: User): Outcome {
  const view = {
    email: user.email,
    first_name: user.firstName,
    gender: null,
    gender_legal: null,
    id: user.userId,
    last_name: user.lastName,
    username: user.username,
  }
  const form = readChoice(quirk, 'cobru.user.status', 'flat')
  if (form === 'envelope') {
    return { status: 201, body: { error: false, message: view, status: 201 } }
  }
  return { status: 200, body: view }
}

/** Lists what a user may do for a living. */
export const listCategories = defineBehaviour('user.categories', () => ({
  status: 200,
  body: { error: false, message: CATEGORIES },
}))

/** Lists the parts of a category; the path has no slash at its end. */
export const listSubcategories = defineBehaviour('user.subcategories', ({ request }) => {
  const wanted = firstOf(request.query.category_id)
  const message = SUBCATEGORIES.filter(({ category }) => String(category) === wanted)
  const body = { error: false, message: message.map(({ id, name }) => ({ id, name })) }
  return { status: 200, body }
})

/** Lets users of the account act for it. */
export const authorizeSubusers = defineBehaviour<{ sub_users: (string | number)[] }>(
  'user.authorize',
  (context) => {
    const users = context.collection<User>('user')
    for (const code of context.request.body.sub_users) {
      const user = users.get(String(code)) ?? findUser(context, String(code))
      if (!user) return context.refuse('unknownSubuser', { code })
    }
    return { status: 200, body: { result: 'done' } }
  },
)
