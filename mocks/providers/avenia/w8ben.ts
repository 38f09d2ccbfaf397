/**
 * The W-8BEN form. Nothing of it is read again: what the reads answer is not public.
 * Source: https://api-reference.avenia.io/api-reference/kyc/submit-w-8ben-form, read 2026-11-30.
 */
import { defineBehaviour } from '../../provider.ts'
import { withOwner } from './scope.ts'

/** Takes the form; the address of the filled-in one does not resolve. */
export const createW8Ben = defineBehaviour('w8ben.create', (context) =>
  withOwner(context, () => {
    const id = context.ids.uuid('w8ben')
    return { status: 200, body: { id, w8BenUrl: `https://forms.example/w8ben/${id}` } }
  }),
)
