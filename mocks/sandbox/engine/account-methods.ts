/** The part of the engine's face that is about accounts: their traffic and their state. */

import { EnsayoError } from '../../base/errors.ts'
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import { checkGiven } from '../../core/accounts/given-credentials.ts'
import { toInboxTarget } from '../../core/webhooks/inbox.ts'
import { dismissReaders } from './dismiss.ts'
import type { AccountFace, Engine } from './engine.ts'
import { findOwner } from './find-owner.ts'
import type { Parts } from './parts.ts'
import { resetAccounts, restoreSnapshot, takeSnapshot } from './snapshot.ts'

/** What came in and what went out. */
export function createTraffic(
  parts: Parts,
): Pick<
  Engine,
  | 'requests'
  | 'counted'
  | 'request'
  | 'deliveries'
  | 'resend'
  | 'inbox'
  | 'receive'
  | 'clearInbox'
  | 'nextMessage'
  | 'subscribe'
> {
  return {
    requests: (account, filter) => {
      if (account !== undefined) parts.accounts.get(account)
      return parts.journal.list(account, filter)
    },
    counted: (account) => {
      const { id } = parts.accounts.get(account)
      return {
        tally: parts.journal.tally(id),
        dropped: parts.journal.dropped(id),
        most: parts.maxEntries,
        removedAccounts: parts.removedAccounts,
      }
    },
    request: (id) => {
      const entry = parts.journal.find(id)
      if (entry) return entry
      throw new EnsayoError(
        'REQUEST_UNKNOWN',
        `The journal holds no request "${id}"; it keeps the newest ones only. \`ensayo requests\` lists them.`,
      )
    },
    deliveries: async (account, filter) => {
      parts.accounts.get(account)
      return parts.dispatcher.list(account, filter)
    },
    resend: async (id) => parts.dispatcher.resend(findOwner(parts, id), id),
    inbox: (account) => parts.inbox.list(parts.accounts.get(account).id),
    receive: async (account, request) => {
      const rawBody = await request.text()
      // Asked for once the body is here: meanwhile the account may have been removed.
      const { clock } = parts.accounts.get(account)
      await parts.inbox.receive(account, {
        method: request.method,
        target: toInboxTarget(request.url, account),
        headers: Object.fromEntries(request.headers),
        rawBody,
        at: clock.now(),
      })
      return new Response('ok')
    },
    clearInbox: (account) => parts.inbox.clear(parts.accounts.get(account).id),
    nextMessage: (account, matches, signal) =>
      parts.inbox.next(parts.accounts.get(account).id, matches, signal ? { signal } : {}),
    subscribe: (listener) => {
      parts.listeners.add(listener)
      return () => parts.listeners.delete(listener)
    },
  }
}

/** Accounts and everything remembered about them. */
export function createState(
  parts: Parts,
): Pick<
  Engine,
  | 'accounts'
  | 'account'
  | 'createAccount'
  | 'removeAccount'
  | 'snapshot'
  | 'restore'
  | 'reset'
  | 'close'
> {
  const toFace = (id: string): AccountFace => {
    const { credentials, requestsBefore } = parts.accounts.get(id)
    return {
      id,
      credentials: Object.fromEntries(credentials),
      inboxUrl: `${parts.addresses.control}/_ensayo/inbox/${id}`,
      requestsBefore,
    }
  }
  return {
    accounts: () => parts.accounts.list().map(({ id }) => toFace(id)),
    account: toFace,
    createAccount: async (id, credentials = {}) => {
      refuseTooMany(parts)
      const specs = [...parts.providers.values()].map(({ spec }) => spec)
      checkGiven(specs, credentials, parts.accounts.findByCredential)
      const account = parts.accounts.create(id, credentials)
      account.requestsBefore = parts.numbers.newest()
      return toFace(account.id)
    },
    snapshot: async () => takeSnapshot(parts),
    restore: async (snapshot, { isOwn = false } = {}) => restoreSnapshot(parts, snapshot, isOwn),
    reset: async (account) => {
      const forgotten =
        account === undefined
          ? parts.accounts.list().map(({ id }) => id)
          : [parts.accounts.get(account).id]
      parts.store.clear(account)
      if (account === undefined) {
        resetAccounts(parts)
        parts.removedAccounts = 0
      } else {
        parts.accounts.reset(account)
        parts.accounts.get(account).requestsBefore = parts.numbers.newest()
      }
      forget(parts, forgotten)
    },
    removeAccount: async (id) => {
      if (parts.accounts.find(id) === undefined) return
      if (id === DEFAULT_ACCOUNT) {
        throw new EnsayoError('OPTION_INVALID', 'The default account stays. Reset it instead.')
      }
      parts.store.clear(id)
      parts.accounts.remove(id)
      parts.removedAccounts++
      forget(parts, [id])
    },
    close: async () => {
      parts.scheduler.stop()
      parts.waits.close()
      parts.inbox.close(
        new EnsayoError(
          'SANDBOX_UNREACHABLE',
          'The sandbox closed while a message was waited for.',
        ),
      )
      await parts.dispatcher.close()
    },
  }
}

function refuseTooMany({ accounts, maxAccounts }: Parts): void {
  if (accounts.size < maxAccounts) return
  throw new EnsayoError(
    'LIMIT_REACHED',
    `There are ${maxAccounts} accounts, which is as many as this sandbox keeps. Remove those that are no longer needed (\`ensayo accounts remove <id>\`), or \`ensayo reset\`.`,
  )
}

/** What is kept about accounts beside the store. */
export function forget(parts: Parts, accounts: readonly string[]): void {
  for (const id of accounts) {
    parts.scheduler.forget(id)
    parts.waits.release(id, Number.POSITIVE_INFINITY)
    parts.journal.clear(id)
    parts.inbox.clear(id)
    if (parts.accounts.find(id) === undefined) dismissReaders(parts, id)
  }
}
