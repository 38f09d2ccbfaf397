/** Why an address for callbacks will not be called: asked at every request that names one. */
import { findForward } from '../../core/webhooks/forward.ts'
import { findRefusal } from '../../core/webhooks/hosts.ts'
import type { EngineOptions } from './engine.ts'
import { findInbox } from './find-inbox.ts'
import type { Parts } from './parts.ts'

/** Scheme and host of a plain address, which decide for all of its paths alike. */
const PLAIN_ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,4})?(?=[/?]|$)/

/** Hosts that are remembered; a client names one or two. */
const REMEMBERED = 256

/** Makes what says why; undefined when it will be called. */
export function createCallJudge(
  parts: Parts,
  options: EngineOptions,
): (url: string) => string | undefined {
  const judge = (url: string): string | undefined => {
    const to = findForward(url, options)
    return findRefusal(to ?? url, to === undefined ? options : { ...options, isShared: false })
  }
  const known = new Map<string, string | undefined>()
  return (url) => {
    if (findInbox(parts, url) !== undefined) return undefined
    const origin = PLAIN_ORIGIN.exec(url)?.[0]
    if (origin === undefined) return judge(url)
    if (known.has(origin)) return known.get(origin)
    if (known.size >= REMEMBERED) known.clear()
    const reason = judge(url)
    known.set(origin, reason)
    return reason
  }
}
