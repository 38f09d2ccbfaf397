/** Plays what the outside world would do: a payer pays, a bank rejects, a day ends. */

import { didYouMean, EnsayoError, StoreError } from '../../base/errors.ts'
import { openCollection } from '../../core/behaviour/collection.ts'
import { TriggerRefused } from '../../core/behaviour/define.ts'
import { findTriggerRecord } from '../../core/behaviour/trigger-record.ts'
import { type Runtime, runUnit, type UnitOfWork } from '../../core/behaviour/unit-of-work.ts'
import type { Trigger } from '../../dialect/types.ts'
import type { Parts } from './parts.ts'
import { playReaction } from './play-due.ts'

/** Plays `<provider>.<resource>.<event>` in one unit of work. Throws `TRIGGER_UNKNOWN` or `TRIGGER_INVALID`. */
export async function playTrigger(
  parts: Parts,
  accountId: string,
  name: string,
  parameters: Record<string, unknown>,
): Promise<unknown> {
  const { runtime, trigger } = findTrigger(parts, name)
  const account = parts.accounts.get(accountId)
  checkParameters(runtime, trigger, name, parameters)
  const { result, unit } = await runUnit(parts.store, runtime, account, (unit) =>
    play(unit, trigger, parameters),
  ).catch((error: unknown) => refuse(name, error))
  if (unit.beforeAnswer.length > 0) {
    await parts.dispatcher.deliverNow(account.id, unit.beforeAnswer)
  }
  if (unit.dueAt !== undefined) parts.scheduler.wake(account.id, unit.dueAt)
  return result
}

function findTrigger(parts: Parts, name: string): { runtime: Runtime; trigger: Trigger } {
  const [provider = ''] = name.split('.')
  const runtime = parts.runtimes.get(provider)
  const trigger = runtime?.spec.triggers.get(name.slice(provider.length + 1))
  if (runtime && trigger) return { runtime, trigger }
  const known = [...parts.runtimes.values()].flatMap(({ spec }) =>
    [...spec.triggers.keys()].map((each) => `${spec.name}.${each}`),
  )
  throw new EnsayoError(
    'TRIGGER_UNKNOWN',
    `No trigger "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}.`,
  )
}

function checkParameters(
  runtime: Runtime,
  trigger: Trigger,
  name: string,
  parameters: Record<string, unknown>,
): void {
  if (trigger.parameters === '') return
  const validator = runtime.schemas.at(trigger.parameters)
  if (validator(parameters)) return
  const reasons = (validator.errors ?? []).map((error) => {
    if (error.keyword === 'required') return `"${error.params.missingProperty}" is missing`
    if (error.keyword === 'additionalProperties') {
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
      const found = String(error.params.additionalProperty)
      return `it takes no "${found}".${didYouMean(found, known)} It takes: ${known.join(', ')}`
    }
    return `${error.instancePath.slice(1)} ${error.message}`
  })
  throw new EnsayoError('TRIGGER_INVALID', `${name}: ${reasons.join('; ')}.`)
}

function play(
  unit: UnitOfWork,
  { reaction, record: rule }: Trigger,
  parameters: Record<string, unknown>,
): unknown {
  const record = rule && findTriggerRecord(unit, rule, parameters)
  if (reaction !== undefined) return playReaction(unit, reaction, parameters, record)
  // Without a reaction the load has asked for a record with a transition.
  return openCollection(unit, rule!.collection).transition(record!.id, rule!.transition!)
}

function refuse(name: string, error: unknown): never {
  if (error instanceof TriggerRefused || error instanceof StoreError) {
    throw new EnsayoError('TRIGGER_INVALID', `${name}: ${error.message}.`, { cause: error })
  }
  throw error
}
