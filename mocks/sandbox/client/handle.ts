/** A sandbox and its accounts as a program holds them; the same wherever the sandbox runs. */

import { EnsayoError } from '../../base/errors.ts'
import type { AccountView, ProviderAccess } from '../control/views.ts'
import type { Call, Transport } from './call.ts'
import { createAccountClient, createClient } from './client.ts'
import type {
  Account,
  AccountClient,
  AccountHandle,
  NewAccount,
  ProviderHandle,
  Sandbox,
} from './types.ts'

export interface HandleOptions {
  transport: Transport
  call: Call
  /** The account that the sandbox's own methods mean. */
  account: string
  /** An account that is disposed stays, with its clock frozen: somebody reports on it afterwards. */
  keepsAccounts?: boolean
  close(): Promise<void>
}

/** Asks for the account's credentials and makes the handle. Throws `ACCOUNT_UNKNOWN`. */
export async function openSandbox<Provider extends string>({
  transport,
  call,
  account,
  keepsAccounts = false,
  close,
}: HandleOptions): Promise<Sandbox<Provider>> {
  const client = createClient(call, account)
  const view = await client.accounts.show(account)
  const sandbox = {
    ...client,
    ...toProviders(transport, view),
    id: view.id,
    inbox: { ...client.inbox, url: view.inboxUrl },
    account: async (id?: string, options: NewAccount = {}) => {
      const made = await client.accounts.create(id, options)
      const remove = () => client.accounts.remove(made.id)
      return toAccount(transport, call, made, keepsAccounts ? undefined : remove)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
  // Every provider asked for is there: the sandbox has not started otherwise.
  return sandbox as unknown as Sandbox<Provider>
}

function toAccount<Provider extends string>(
  transport: Transport,
  call: Call,
  view: AccountView,
  remove: (() => Promise<void>) | undefined,
): Account<Provider> {
  const { id, inboxUrl } = view
  const client = createAccountClient(call, id)
  const handle: AccountHandle = {
    ...client,
    id,
    inbox: { ...client.inbox, url: inboxUrl },
    [Symbol.asyncDispose]: remove ?? (() => freeze(client)),
  }
  return { ...handle, ...toProviders(transport, view) } as Account<Provider>
}

/** Nothing happens when it is gone already. */
async function freeze({ clock }: AccountClient): Promise<void> {
  try {
    await clock.freeze()
  } catch (error) {
    if (!(error instanceof EnsayoError && error.code === 'ACCOUNT_UNKNOWN')) throw error
  }
}

function toProviders(
  transport: Transport,
  { providers }: AccountView,
): Record<string, ProviderHandle> {
  return Object.fromEntries(
    Object.entries(providers).map(([name, access]) => [name, toProvider(transport, name, access)]),
  )
}

function toProvider(transport: Transport, name: string, access: ProviderAccess): ProviderHandle {
  return {
    ...access,
    fetch: async (input, init) => transport.provider(name, toRequest(access.baseUrl, input, init)),
  }
}

/** The request as it goes to the provider, whatever host it names. */
function toRequest(
  baseUrl: string,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Request {
  if (typeof input === 'string' && input.startsWith('/')) return new Request(baseUrl + input, init)
  const given = new Request(input, init)
  if (given.url.startsWith(`${baseUrl}/`)) return given
  const { pathname, search } = new URL(given.url)
  return new Request(`${baseUrl}${pathname}${search}`, given)
}
