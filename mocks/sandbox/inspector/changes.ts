/** What the buttons do: each a POST that leads back to the page it came from. */
import type { Context, Hono } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'
import { toChaos, toFault, toForgery } from './arrange.ts'
import type { Said } from './parts.ts'
import { sendAgain } from './replay.ts'
import { findDelivery } from './traffic.ts'
import { readParameters } from './triggers.ts'
import { toDeliveryHref, toLocalPath, toRequestHref } from './view.ts'

type Form = Record<string, unknown>

/** Does it, and says where to go on and what to say there. */
type Change = (form: Form, context: Context) => Promise<[path: string, said: Said]>

export function addChanges(app: Hono, engine: Engine): void {
  const change = (path: string, run: Change) =>
    app.post(path, async (context) => {
      const [to, said] = await run(await context.req.parseBody(), context)
      return context.redirect(withSaid(to, said), 303)
    })

  change('/_inspector/requests/:id/again', async (form, context) => {
    const entry = engine.request(context.req.param('id') ?? '')
    if (typeof form.quirk === 'string') {
      engine.setVariant(entry.account, form.quirk, textOf(form, 'variant'))
    }
    if (entry.isTruncated) throw invalid('its body was too long to be kept whole')
    const id = await sendAgain(engine, entry, { isFresh: form.fresh === 'yes' })
    return [id === undefined ? '/' : toRequestHref(id), 'sentAgain']
  })
  change('/_inspector/deliveries/:id/resend', async (_, context) => {
    const { id } = await engine.resend(context.req.param('id') ?? '')
    return [toDeliveryHref(id), 'resent']
  })
  change('/_inspector/deliveries/:id/forge', async (form, context) => {
    const row = await getDelivery(engine, context.req.param('id') ?? '')
    const [forged] = await engine.forge(row.account, toForgery(row, form))
    return [toDeliveryHref(forged?.id ?? row.id), 'forgedOne']
  })
  change('/_inspector/fault', async (form) => {
    engine.addFault(textOf(form, 'account'), toFault(form))
    return [toLocalPath(form.back), 'started']
  })
  change('/_inspector/chaos', async (form) => {
    engine.addChaos(textOf(form, 'account'), toChaos(form))
    return [toLocalPath(form.back), 'started']
  })
  change('/_inspector/trigger', async (form) => {
    const [account, name] = [textOf(form, 'account'), textOf(form, 'name')]
    await engine.trigger(account, name, readParameters(engine, name, form))
    return [toLocalPath(form.back), 'played']
  })
  change('/_inspector/clock', async (form) => {
    await moveClock(engine, textOf(form, 'account'), form)
    return [toLocalPath(form.back), 'moved']
  })
  change('/_inspector/variant', async (form) => {
    const [account, quirk] = [textOf(form, 'account'), textOf(form, 'quirk')]
    engine.setVariant(account, quirk, textOf(form, 'variant'))
    return [toLocalPath(form.back), 'switched']
  })
  change('/_inspector/profile', async (form) => {
    const [account, provider] = [textOf(form, 'account'), textOf(form, 'provider')]
    engine.setProfile(account, provider, textOf(form, 'profile'))
    return [toLocalPath(form.back), 'profileSet']
  })
  change('/_inspector/incident', async (form) => {
    engine.addFault(textOf(form, 'account'), { incident: textOf(form, 'id') })
    return [toLocalPath(form.back), 'started']
  })
  change('/_inspector/fault/remove', async (form) => {
    engine.removeFault(textOf(form, 'account'), textOf(form, 'id'))
    return [toLocalPath(form.back), 'removed']
  })
  change('/_inspector/chaos/remove', async (form) => {
    engine.removeChaos(textOf(form, 'account'), textOf(form, 'id'))
    return [toLocalPath(form.back), 'removed']
  })
}

async function getDelivery(engine: Engine, id: string): Promise<DeliveryRow> {
  const row = await findDelivery(engine, id)
  if (row) return row
  throw invalid(`there is no notification "${id}"`)
}

/** By so many ms, to an instant still to come, or to another pace. */
async function moveClock(engine: Engine, account: string, form: Form): Promise<void> {
  if (form.rate !== undefined) {
    await engine.setClock(account, form.rate === '0' ? { freeze: true } : { rate: 1 })
    return
  }
  const byMs =
    form.to === undefined
      ? toNumber(form, 'by')
      : Math.max(0, Math.ceil(toNumber(form, 'to') - engine.clock(account).now))
  await engine.advance(account, byMs)
}

function textOf(form: Form, name: string): string {
  const value = form[name]
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`"${name}" is missing`)
}

function toNumber(form: Form, name: string): number {
  const value = Number(textOf(form, name))
  if (Number.isFinite(value)) return value
  throw invalid(`"${name}" is not a number`)
}

function invalid(why: string): EnsayoError {
  return new EnsayoError('CONTROL_INVALID', `Inspector: ${why}. Open the page anew and try again.`)
}

function withSaid(path: string, said: Said): string {
  const url = new URL(path, 'http://here.invalid')
  url.searchParams.set('said', said)
  return url.pathname + url.search + url.hash
}
