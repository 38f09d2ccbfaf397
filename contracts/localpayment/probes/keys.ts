/** Which variants of Bre-B keys a target shows. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { askForAccount, awaitActive, keyOf, openAccount } from '../accounts.ts'
import { COMPANY, PERSON } from '../parties.ts'
import { isAccepted, says } from '../reading.ts'
import { unknown } from '../verdicts.ts'

export const keyProbes: readonly Probe[] = defineProbes({
  'localpayment.key.min-length': {
    waits: 'PT35S',
    tell: async (session) => {
      const made = await askForAccount(session, { beneficiary: { ...COMPANY, name: 'Ab' } })
      if (!isAccepted(made)) {
        return says(made.body, 'name]') ? 'rejected' : unknown('a short name', made)
      }
      const key = String(keyOf(await awaitActive(session, made.body.externalId)))
      if (/^@LPAb\d{4,}$/.test(key)) return 'short'
      return /^@LPAb[A-Z]{2}\d{4,}$/.test(key) ? 'padded' : undecided(`the key of Ab is ${key}`)
    },
  },
  'localpayment.key.accents': {
    waits: 'PT35S',
    tell: async (session) => {
      const key = await issue(session, { ...COMPANY, name: 'José Ñandú' })
      if (/^@LPJoseNandu\d{4,}$/.test(key)) return 'mark-dropped'
      if (/^@LPJosand\d{4,}$/.test(key)) return 'letter-dropped'
      return undecided(`the key of José Ñandú is ${key}`)
    },
  },
  'localpayment.key.name-source': {
    waits: 'PT35S',
    tell: async (session) => {
      const key = await issue(session, PERSON)
      if (/^@LPCamila\d{4,}$/.test(key)) return 'name'
      return /^@LPCamilaEnsa\d{4,}$/.test(key) ? 'full-name' : undecided(`Camila Ensayo has ${key}`)
    },
  },
  'localpayment.key.counter-scope': {
    waits: 'PT1M',
    tell: async (session) => {
      const one = toCounter(await issue(session, { ...COMPANY, name: toName(session) }))
      const other = toCounter(await issue(session, { ...COMPANY, name: toName(session) }))
      if (one === 1 && other === 1) return 'same-name'
      return other > one ? 'every-key' : undecided(`two new names have counters ${one}, ${other}`)
    },
  },
  'localpayment.key.counter-overflow': {
    needs: ['control'],
    waits: 'PT35S',
    maskedBy: { 'localpayment.key.counter-scope': ['same-name'] },
    tell: async (session) => {
      await session.act('localpayment.key.skip', { by: 9_999 }, 'Have 9,999 keys issued.')
      const name = toName(session)
      const key = await issue(session, { ...COMPANY, name })
      if (new RegExp(`^@LP${name.slice(0, 9)}\\d{5}$`).test(key)) return 'shorter-name'
      if (new RegExp(`^@LP${name}\\d{4}$`).test(key)) return 'starts-over'
      if (new RegExp(`^@LP${name}\\d{5}$`).test(key)) return 'longer-key'
      return undecided(`the 10,000th key is ${key}`)
    },
  },
})

/** The key of a new account. */
async function issue(session: Session, beneficiary: Record<string, unknown>): Promise<string> {
  return String(keyOf(await openAccount(session, { beneficiary })))
}

/** Ten letters that no name before had: its counter is its own. */
function toName(session: Session): string {
  return session
    .unique()
    .slice(-10)
    .replace(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)]!)
}

function toCounter(key: string): number {
  return Number(/\d+$/.exec(key)?.[0])
}
