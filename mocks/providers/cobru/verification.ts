/**
 * Verification of e-mail and phone, with the token of the user it is about.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/12-whitelabel.md, read
 * 2026-11-20; whose token it is, https://github.com/trixel/signup-web, src/app/api/verify/route.ts.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { CODE } from './daviplata.ts'
import { findTokenUser, type User } from './people.ts'

/** Sends codes, which nobody receives: in the sandbox every code is the same. */
export const requestConfirmation = defineBehaviour<
  { phone?: boolean; email?: boolean } | undefined
>('user.request-confirmation', (context) => {
  const { phone = false, email = false } = context.request.body ?? {}
  const user = findTokenUser(context)
  if (!user) context.quirk.note('cobru.user.verify-with-user-token')
  else {
    context.collection<User>('user').update(user.id, {
      emailRequested: user.emailRequested || email,
      phoneRequested: user.phoneRequested || phone,
    })
  }
  const hint = `The code is ${CODE}, for e-mail and phone alike.`
  return { status: 200, body: { message: 'OK' }, hint }
})

/** Marks one of the two as verified when its code was asked for and is right. */
const verify = (name: string, what: 'email' | 'phone') =>
  defineBehaviour<{ code: number | string }>(name, (context) => {
    const user = findTokenUser(context)
    if (!user) context.quirk.note('cobru.user.verify-with-user-token')
    const isRight = String(context.request.body.code) === CODE
    if (!isRight || (user && !user[`${what}Requested`])) return refuseCode(context, isRight)
    if (user) context.collection<User>('user').update(user.id, { [`${what}Verified`]: true })
    return { status: 200, body: { message: 'OK' } }
  })

function refuseCode(context: BehaviourContext, isRight: boolean) {
  const hint = isRight
    ? 'No code was asked for. Call POST /request_confirmation/ with the same token first.'
    : `Wrong code. The sandbox's code is ${CODE}.`
  return context.refuse('wrongCode', {}, { hint })
}

export const verifyEmail = verify('user.verify-email', 'email')
export const verifyPhone = verify('user.verify-phone', 'phone')
