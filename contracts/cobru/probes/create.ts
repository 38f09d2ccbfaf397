/** Which variants of the create a target shows. */
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import { askForPayment } from '../payment.ts'

export const createProbes: readonly Probe[] = [
  defineProbe({
    quirk: 'cobru.create.missing-callback-403',
    tell: async (session) => {
      const { status, body } = await askForPayment(session, { callback: undefined })
      if (status === 201) return 'lenient-201'
      if (status === 403) return 'both-required-403'
      if (status === 400 && 'callback' in (body ?? {})) return '400-field-map'
      return undecided(`a create without callback is answered ${status}`)
    },
  }),
]
