/** What no traffic shows: for a person to look at. */
import type { Check } from '../check.ts'

interface Settings {
  how: string
}

export const byHand: Check<Settings> = (_traffic, { how }) => ({
  verdict: 'by-hand',
  findings: [],
  note: how,
})
