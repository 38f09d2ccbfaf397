/** Refusals in the form `<field> is invalid`, with the class name that live answers have before it. */
import type { BehaviourContext, Outcome } from '../../provider.ts'

type Context = Pick<BehaviourContext, 'refuse' | 'quirk' | 'operation'>

const ERROR_CLASS = 'avenia.cop.error-class'

/** Refuses a field; the hint says why, as the message does not. */
export function refuseField(context: Context, field: string, hint: string): Outcome {
  return { ...refuseInvalid(context, field), hint }
}

/** Refuses a field as a quirk says, so that its hint explains the answer. */
export function refuseFieldBy(context: Context, quirkId: string, field: string): Outcome {
  return refuseBy(context, quirkId, refuseInvalid(context, field))
}

/** Refuses as the quirk says, so that its hint explains the answer. */
export function refuseBy(
  context: Pick<BehaviourContext, 'quirk'>,
  quirkId: string,
  outcome: Outcome,
): Outcome {
  context.quirk.note(quirkId)
  return outcome
}

/** The page of COP beneficiaries, alone, prints its messages without a class name. */
export function isBare({ operation, quirk }: Pick<Context, 'quirk' | 'operation'>): boolean {
  return isCopPage(operation.path) && !quirk.value<boolean>(ERROR_CLASS)
}

function refuseInvalid(context: Context, field: string): Outcome {
  if (isBare(context)) return context.refuse('invalidBare', { field })
  if (isCopPage(context.operation.path)) context.quirk.note(ERROR_CLASS)
  return context.refuse('invalid', { field })
}

/** Whether an operation stands on the page of COP beneficiaries. */
export function isCopPage(path: string): boolean {
  return path.startsWith('/v2/account/beneficiaries/bank-accounts/cop')
}
