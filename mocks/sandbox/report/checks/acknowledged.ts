/** Notifications are answered as the provider wants, in time. */
import { toPlainUrl } from '../../../base/plain-path.ts'
import { type Check, found, judge, toWords } from '../check.ts'
import type { SeenDelivery, Traffic } from '../seen.ts'

interface Settings {
  /** Default: all. */
  notifications?: string[]
  /** Real time that an answer may take. */
  within: string
}

export const acknowledged: Check<Settings> = (traffic, { notifications, within }) => {
  const limit = traffic.toMs(within)
  const sent = sentTo(traffic, notifications).filter(({ forged }) => forged === undefined)
  const reached = sent.filter((each) => !each.isToInbox && !isUnreachable(each))
  const findings = reached.flatMap((each) => {
    const { attempts, status, ack } = each.row
    const last = attempts.at(-1)!
    if (status !== 'delivered') {
      const saw =
        last.status === undefined ? `No answer: ${last.error}.` : `Answered ${last.status}.`
      return [found([each], saw, `Answer ${ack} at once and work afterwards.`)]
    }
    if (last.durationMs <= limit) return []
    const saw = `Answered after ${toWords(last.durationMs)}; ${toWords(limit)} are allowed.`
    return [found([each], saw, 'Keep the notification, answer, and work afterwards.')]
  })
  return judge(findings, reached.length > 0, reached.length > 0 ? undefined : toNote(sent, traffic))
}

/** Those that left at least once, oldest first. */
export function sentTo(traffic: Traffic, notifications: string[] | undefined): SeenDelivery[] {
  return traffic.deliveries.filter(
    ({ row }) =>
      row.attempts.length > 0 &&
      (notifications === undefined || notifications.includes(row.notification)),
  )
}

/** Nobody listened, e.g. because the test's own server had closed: that says nothing about the code. */
export function isUnreachable({ row }: SeenDelivery): boolean {
  return row.attempts.every(
    ({ status, error }) =>
      status === undefined && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(error ?? ''),
  )
}

function toNote(sent: SeenDelivery[], { deliveries }: Traffic): string | undefined {
  const unheard = sent.find(isUnreachable)
  if (unheard) return `Nobody listened at ${toPlainUrl(unheard.row.url)}.`
  if (sent.some(({ isToInbox }) => isToInbox)) {
    return "Notifications went to the sandbox's own inbox, which answers for you. Register a receiver of yours."
  }
  const withheld = deliveries.find(({ row }) => row.status === 'withheld')
  return withheld && `Withheld: ${withheld.row.reason}`
}
