/** Refusals in the form `<field> is invalid`, with the class name that live answers have before it. */
import type { BehaviourContext, Outcome, RefuseOptions } from '../../provider.ts'

type Context = Pick<BehaviourContext, 'refuse' | 'quirk' | 'operation'>

const ERROR_CLASS = 'avenia.cop.error-class'

/** Refuses a field; the hint says why, as the message does not. */
export function refuseField(
  context: Context,
  field: string,
  hint: string | undefined,
  options: RefuseOptions = {},
): Outcome {
  const isBareText = isBare(context)
  if (!isBareText && isCopPage(context.operation.path)) context.quirk.note(ERROR_CLASS)
  const error = isBareText ? 'invalidBare' : 'invalid'
  return context.refuse(error, { field }, { ...options, hint })
}

/** Refuses a field as a quirk says, whose own hint explains the answer. */
export function refuseFieldBy(context: Context, quirk: string, field: string): Outcome {
  return refuseField(context, field, undefined, { quirk })
}

/** The page of COP beneficiaries, alone, prints its messages without a class name. */
export function isBare({ operation, quirk }: Pick<Context, 'quirk' | 'operation'>): boolean {
  return isCopPage(operation.path) && !quirk.value<boolean>(ERROR_CLASS)
}

/** Whether an operation stands on the page of COP beneficiaries. */
export function isCopPage(path: string): boolean {
  return path.startsWith('/v2/account/beneficiaries/bank-accounts/cop')
}
