/** Which variants of paths, envelopes and lists a target shows. */

import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { COP, list, register, toKey, WALLETS } from '../beneficiaries.ts'
import { fund, TICKETS } from '../tickets.ts'
import { describe, isRefused, tellByStatus } from '../verdicts.ts'

const HOUR_S = 3_600

export const conventionProbes: readonly Probe[] = defineProbes({
  'avenia.paths.trailing-slash': async (session) => {
    const written = await session.send('GET', TICKETS)
    if (written.status !== 200) return undecided(describe('a path as written', written))
    const other = await session.send('GET', TICKETS.slice(0, -1))
    return tellByStatus('a collection without its slash', other, {
      200: 'either',
      404: 'as-written',
    })
  },
  'avenia.errors.envelope': async (session) => {
    const answer = await session.send('GET', `${TICKETS}${session.uuid()}`)
    const names = ['error', 'message', 'detail'].filter(
      (name) => typeof answer.body?.[name] === 'string',
    )
    if (answer.status === 404 && names.length === 1) return names[0]!
    return undecided(describe('an unknown ticket', answer))
  },
  'avenia.lists.last-cursor': async (session) => {
    const answer = await session.send('GET', COP, { query: { alias: session.unique() } })
    const { status, body } = answer
    if (status !== 200 || body?.bankAccounts?.length !== 0)
      return undecided(describe('a list of nothing', answer))
    if (!('cursor' in body)) return 'absent'
    if (body.cursor === null) return 'null'
    return body.cursor === '' ? 'empty' : undecided(describe('a list of nothing', answer))
  },
  'avenia.lists.unknown-cursor': async (session) => {
    const data = toKey(session)
    const id = await register(session, data)
    const query = { alias: String(data.alias), cursor: 'NEXT_CURSOR' }
    const answer = await session.send('GET', COP, { query })
    if (answer.status === 200 && answer.body?.bankAccounts?.[0]?.id === id) return 'ignored'
    if (isRefused(answer, /cursor/)) return 'refused'
    return undecided(describe('a cursor that was never given', answer))
  },
  'avenia.lists.created-unit': async (session) => {
    const data = toKey(session)
    const id = await register(session, data)
    const alias = String(data.alias)
    const [record] = await list(session, { alias })
    const createdMs = Date.parse(record?.createdAt)
    if (Number.isNaN(createdMs)) return undecided('a list does not say when it was created')
    const createdBefore = Math.ceil(createdMs / 1_000) + HOUR_S
    const createdAfter = createdMs - HOUR_S * 1_000
    const hasIt = async (query: Record<string, number>) =>
      (await list(session, { alias, ...query })).some((each) => each.id === id)
    const [inSeconds, inMs] = [await hasIt({ createdBefore }), await hasIt({ createdAfter })]
    if (inSeconds && !inMs) return 'seconds'
    if (inMs && !inSeconds) return 'milliseconds'
    return undecided('bounds in seconds and in milliseconds have the same effect')
  },
  'avenia.lists.alias-filter': async (session) => {
    const part = session.unique()
    const alias = `${part} entero`
    const id = await register(session, toKey(session, { alias }))
    const hasIt = async (query: { alias: string }) =>
      (await list(session, query)).some((each) => each.id === id)
    if (!(await hasIt({ alias }))) return undecided('the whole alias finds nothing')
    return (await hasIt({ alias: part })) ? 'part' : 'exact'
  },
  'avenia.lists.order': async (session) => {
    const [first] = await registerWallets(session, 2)
    const { body, status } = await session.send('GET', WALLETS, { query: first!.query })
    const ids = body?.wallets?.map((each: Loose) => each.id) ?? []
    if (ids.length !== 2) return undecided(`a list of wallets is answered ${status}`)
    return ids[0] === first!.id ? 'oldest-first' : 'newest-first'
  },
  'avenia.lists.cursor-padding': async (session) => {
    const [first] = await registerWallets(session, 60)
    const { body, status } = await session.send('GET', WALLETS, { query: first!.query })
    const cursor = body?.cursor
    if (typeof cursor !== 'string' || cursor === '')
      return undecided(`sixty wallets are answered ${status}, on one page`)
    if (cursor.endsWith('=')) return 'padded'
    if (cursor.length % 4 !== 0) return 'unpadded'
    return undecided(`nothing tells whether ${cursor} would be padded`)
  },
  'avenia.statement.amount-type': {
    needs: ['money'],
    waits: 'PT30S',
    tell: async (session) => {
      await fund(session, 'BRLA', '1')
      const { body, status } = await session.send('GET', '/v2/account/statement')
      const types = new Set(
        (body?.logs ?? []).map((log: { balanceChange: unknown }) => typeof log.balanceChange),
      )
      if (types.size === 1 && types.has('string')) return 'text'
      if (types.size === 1 && types.has('number')) return 'number'
      return undecided(`a statement is answered ${status}, with changes as ${[...types].join()}`)
    },
  },
})

/** Wallets of one address, which a filter finds again; the oldest first. */
async function registerWallets(session: Session, count: number) {
  const walletAddress = `0x${session.uuid().replaceAll('-', '')}00000000`
  const made = []
  while (made.length < count) {
    const data = { alias: session.unique(), walletAddress, walletChain: 'POLYGON' }
    const id = await register(session, data, { path: WALLETS })
    made.push({ id, query: { walletAddress } })
  }
  return made
}
