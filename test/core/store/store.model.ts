/** A store compared with a naive one, over random transactions that commit or throw. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Store, type StoredRecord, TIMERS, type Transaction } from '#store/store'
import { attempt, type CreateStore, type Due, idsOf, type Payment } from './store.setup.ts'

type Step =
  | { do: 'put' | 'delete'; id: string; state: string; amountMinor: number }
  | { do: 'timer'; id: string; dueAt: number; subject: string }
  | { do: 'cancel'; subject: string }

interface Turn {
  steps: Step[]
  throws: boolean
}

/** Two collections as bare Maps. */
interface Model {
  payment: Map<string, Payment>
  timer: Map<string, Due>
}

const MAX_RECORDS = 6
const STATES = ['x', 'y', 'z']
const id = fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8')
const subject = id.map((each) => `payment:${each}`)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('put', 'put', 'put', 'delete'),
    id,
    state: fc.constantFrom(...STATES),
    amountMinor: fc.nat(2),
  }) as fc.Arbitrary<Step>,
  fc.record({ do: fc.constant('timer' as const), id, dueAt: fc.nat(5), subject }),
  fc.record({ do: fc.constant('cancel' as const), subject }),
)
const turn = fc.record({ steps: fc.array(step, { maxLength: 8 }), throws: fc.boolean() })

export async function checkAgainstModel(create: CreateStore): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 12 }), async (turns) => {
      const options = { indexes: { payment: ['state'] }, maxRecords: MAX_RECORDS }
      const store = await create(options)
      let model: Model = { payment: new Map(), timer: new Map() }
      for (const each of turns) {
        model = await playTurn(store, model, each)
        compare(store, model)
      }
    }),
    { numRuns: 150 },
  )
}

async function playTurn(store: Store, model: Model, turn: Turn): Promise<Model> {
  const next: Model = { payment: new Map(model.payment), timer: new Map(model.timer) }
  const played = attempt(store, (tx) => {
    for (const each of turn.steps) {
      playStep(tx, each)
      modelStep(next, each)
    }
    compare(tx, next)
    if (turn.throws) throw new Error('refused')
  })
  if (!turn.throws) await played
  else await expect(played).rejects.toThrow('refused')
  return turn.throws ? model : next
}

function playStep(tx: Transaction, step: Step): void {
  if (step.do === 'cancel') tx.cancelTimers(step.subject)
  else if (step.do === 'delete') tx.delete('payment', step.id)
  else put(tx, step)
}

function put(tx: Transaction, step: Exclude<Step, { do: 'cancel' }>): void {
  const { do: kind, ...record } = step
  const collection = kind === 'timer' ? TIMERS : 'payment'
  const isKnown = tx.get(collection, step.id) !== undefined
  if (isKnown) tx.update(collection, record)
  else tx.insert(collection, record)
}

function modelStep(model: Model, step: Step): void {
  if (step.do === 'cancel') {
    cancel(model, step.subject)
    return
  }
  const { do: kind, ...record } = step
  if (kind === 'timer') model.timer.set(record.id, record)
  else if (kind === 'delete') model.payment.delete(record.id)
  else model.payment.set(record.id, record as Payment)
  if (model.payment.size <= MAX_RECORDS) return
  const oldest = model.payment.keys().next().value!
  model.payment.delete(oldest)
  cancel(model, `payment:${oldest}`)
}

function cancel(model: Model, subject: string): void {
  for (const timer of [...model.timer.values()]) {
    if (timer.subject === subject) model.timer.delete(timer.id)
  }
}

function compare(store: Store | Transaction, model: Model): void {
  const reader = 'read' in store ? store.read('a') : store
  const payments = [...model.payment.values()]
  expect(reader.list('payment')).toEqual(payments)
  for (const state of STATES) {
    const expected = idsOf(payments.filter((each) => each.state === state))
    const where = { state }
    expect(idsOf(reader.list<Payment>('payment', { where }))).toEqual(expected)
    const newest = reader.list<Payment>('payment', { where, order: 'newest', limit: 2 })
    expect(idsOf(newest)).toEqual(expected.toReversed().slice(0, 2))
    expect(reader.count<Payment>('payment', { ...where, amountMinor: 1 })).toBe(
      payments.filter((each) => each.state === state && each.amountMinor === 1).length,
    )
  }
  const due = [...model.timer.values()].toSorted((a, b) => a.dueAt! - b.dueAt!)
  expect(reader.nextDueAt()).toBe(due[0]?.dueAt)
  for (const until of [1, 5]) {
    const expected: StoredRecord[] = due.filter((each) => each.dueAt! <= until).slice(0, 3)
    expect(reader.due(TIMERS, until, 3).map(({ record }) => record)).toEqual(expected)
  }
}
