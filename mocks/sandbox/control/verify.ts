/** What comes of comparing how many there are with how many there should be. */
export type { WantedCount } from '../../core/webhooks/expect.ts'
export { compareCount } from '../../core/webhooks/expect.ts'

export interface Verification {
  matched: number
  ok: boolean
  message: string
}
