/**
 * Batches: schedulers and bulk files. Their source is empty, so that they move nothing.
 * Source: https://docs.cobre.com/money-movement-scheduler-1886565m0 and
 * bulk-money-movements-1886564m0, read 2026-11-20.
 */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { useBalance } from '../accounts.ts'
import { demandError, startsWithin } from '../expectations.ts'
import { awaitState, toEmptyTransfer } from '../movements.ts'

/** How long the check of a file takes, and a margin. */
const CHECKED_WITHIN = 'PT5S'

export const batches: readonly Flow[] = defineFlows({
  'scheduler.executed': {
    title: 'Each execution of a scheduler is a batch, and all carry its id as external_id',
    waits: 'PT6M',
    run: async (session) => {
      const source = await useBalance(session, 'empty')
      const { id: destination_id } = await useBalance(session, 'main')
      const json = {
        account_source_ids: [source.id],
        destination_id,
        schedule_pattern: '0/5 * * * ? *',
        amount: 100,
        metadata: { description: 'Ensayo contracts' },
      }
      const path = '/v1/money_movement_schedulers'
      session.step('a wrong pattern')
      const wrong = { json: { ...json, schedule_pattern: '* * *' } }
      demandError(session, await session.send('POST', path, wrong), 400)
      session.step('created')
      const made = await session.send('POST', path, { json })
      session.expect(made, { status: 201, body: { ...json, active_status: true } })
      const { id } = made.body
      session.later(`scheduler ${id}`, () => session.send('DELETE', `${path}/${id}`))
      session.step('executed')
      const query = { external_id: id }
      const movement = await session.eventually(
        'the scheduler is executed',
        { within: 'PT5M10S', every: 'PT10S' },
        async () => (await session.send('GET', '/v1/money_movements', { query })).body.contents[0],
      )
      const read = await session.send('GET', `/v1/money_movements/${movement.id}`)
      const isBatch = /^mmse_/.test(movement.batch_id)
      session.expect(read, {
        body: {
          external_id: id,
          batch_id: isBatch ? movement.batch_id : 'mmse_…',
          source_id: source.id,
          destination_id,
          amount: 100,
        },
      })
      session.step('canceled')
      session.expect(await session.send('DELETE', `${path}/${id}`), { status: 204 })
      demandError(session, await session.send('DELETE', `${path}/${id}`), 400)
    },
  },
  'bulk.approved': {
    title: 'A bulk is checked, waits for its approval, and is carried out as one batch',
    waits: 'PT25S',
    run: async (session) => {
      const items = await toItems(session)
      const made = await askForBulk(session, items, true)
      session.expect(made, {
        status: 201,
        body: { status: { state: 'validating' }, total_money_movements: 2, checker_approval: true },
      })
      const { id } = made.body
      await awaitBulk(session, id, 'pending_approval')
      session.step('approved')
      const json = { decision: 'approve' }
      const decided = await session.send('POST', `${toPath(id)}/decision`, { json })
      const processing = { decision: 'approve', status: { state: 'processing' } }
      session.expect(decided, { status: 200, body: processing })
      await awaitBulk(session, id, 'completed')
      session.step('its movements')
      for (const { external_id } of items) {
        const query = { external_id: external_id as string }
        const found = await session.send('GET', '/v1/money_movements', { query })
        session.expect(found, { body: { total_items: 1, contents: [{ batch_id: id }] } })
        await awaitState(session, found.body.contents[0].id, ['failed'], startsWithin(session))
      }
    },
  },
  'bulk.canceled': {
    title: 'A bulk that is refused is canceled and moves nothing',
    waits: 'PT10S',
    run: async (session) => {
      const items = await toItems(session)
      const { id } = (await askForBulk(session, items, true)).body
      await awaitBulk(session, id, 'pending_approval')
      const json = { decision: 'reject' }
      const decided = await session.send('POST', `${toPath(id)}/decision`, { json })
      session.expect(decided, { status: 200, body: { status: { state: 'canceled' } } })
      const query = { external_id: items[0]!.external_id as string }
      const found = await session.send('GET', '/v1/money_movements', { query })
      session.expect(found, { body: { total_items: 0 } })
    },
  },
  'bulk.failed': {
    title: 'One wrong item fails a whole bulk',
    waits: 'PT10S',
    run: async (session) => {
      const [item] = await toItems(session)
      const wrong = { ...item, external_id: session.unique(), destination_id: 'cp_ensayo0000' }
      const { id } = (await askForBulk(session, [item!, wrong], false)).body
      await awaitBulk(session, id, 'failed')
      const query = { external_id: item!.external_id as string }
      const found = await session.send('GET', '/v1/money_movements', { query })
      session.expect(found, { body: { total_items: 0 } })
    },
  },
})

async function toItems(session: Session): Promise<Record<string, unknown>[]> {
  const transfer = await toEmptyTransfer(session)
  const external_ids = [session.unique(), session.unique()]
  return external_ids.map((external_id) => ({ ...transfer, external_id }))
}

function askForBulk(session: Session, json: unknown, isChecked: boolean): Promise<Answer> {
  const headers = { idempotency: session.unique(), checker_approval: String(isChecked) }
  return session.send('POST', '/v1/bulk_money_movements', { json, headers })
}

function awaitBulk(session: Session, id: string, state: string): Promise<Loose> {
  const options = { within: CHECKED_WITHIN, every: 'PT1S' }
  return session.eventually(`bulk ${id} is ${state}`, options, async () => {
    const answer = await session.send('GET', toPath(id))
    session.expect(answer, { status: 200, body: { id } })
    return answer.body.status.state === state && answer.body
  })
}

function toPath(id: string): string {
  return `/v1/bulk_money_movements/${id}`
}
