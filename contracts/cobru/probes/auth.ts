/** Which variants of authentication a target shows. */
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'

export const authProbes: readonly Probe[] = [
  defineProbe({
    quirk: 'cobru.auth.token-ttl',
    waits: 'PT16M',
    tell: async (session) => {
      const { headers } = await session.authorize()
      if (typeof headers === 'function') return undecided('requests are signed one by one')
      const read = () => session.send('GET', '/balance/', { auth: false, headers })
      const fresh = await read()
      if (fresh.status !== 200) return undecided(`a fresh token is answered ${fresh.status}`)
      await session.pass('PT16M')
      return (await read()).status === 200 ? '3600s' : '900s'
    },
  }),
]
