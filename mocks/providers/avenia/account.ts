/**
 * Who an account is, what it holds and may do.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/aboutLogin, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type LedgerLine } from '../../provider.ts'
import { SHOWN_BALANCES } from './catalogs.ts'
import { MAIN_CREATED_AT, toMicros } from './dates.ts'
import { toAccountInfo } from './identity.ts'
import { isApproved } from './kyc-state.ts'
import { describeLine, ledger } from './ledger.ts'
import { toEodLimits, toLimitInfo } from './limits.ts'
import { formatAmount } from './money.ts'
import { answerPage, type Listed } from './page.ts'
import { toBrCode } from './pix.ts'
import { type SubAccount, withOwner } from './scope.ts'
import { toUuid } from './stable-uuid.ts'

/** Shows the account, or a sub-account. */
export const getAccountInfo = defineBehaviour('account.info', (context) =>
  withOwner(context, (owner) => {
    const sub = context.collection<SubAccount>('subAccount').get(owner)
    const holder = sub ?? context.account.fields
    const pixKey = String(context.account.fields.pixKey)
    const hasKey = context.quirk.value<boolean>('avenia.account.pix-key')
    return {
      status: 200,
      body: {
        id: owner,
        accountInfo: toAccountInfo(context, sub),
        wallets: toWallets(context, holder),
        ...(hasKey ? { pixKey } : {}),
        brCode: toBrCode(pixKey, String(holder.referenceLabel), ''),
        createdAt: toMicros(sub?.createdAt ?? MAIN_CREATED_AT),
      },
    }
  }),
)

type Wallets = Record<'tronWalletId' | 'tronWalletAddress' | 'walletId' | 'walletAddress', unknown>

function toWallets({ quirk }: BehaviourContext, holder: object & Partial<Wallets>) {
  const wallets = [
    { id: holder.tronWalletId, walletAddress: holder.tronWalletAddress, chain: 'TRON' },
    { id: holder.walletId, walletAddress: holder.walletAddress, chain: 'EVM' },
  ]
  const chains = quirk.value<string[]>('avenia.account.wallets')
  return wallets.filter(({ chain }) => chains.includes(chain))
}

/** Shows what may be spent; what open tickets hold is gone from it. */
export const getBalances = defineBehaviour('account.balances', (context) =>
  withOwner(context, (owner) => {
    const balances = Object.fromEntries(SHOWN_BALANCES.map((currency) => [currency, '0']))
    for (const [currency, micro] of ledger.balances(context, owner))
      balances[currency] = formatAmount(micro)
    return { status: 200, body: { balances } }
  }),
)

/** Shows limits and this month's use of them. */
export const getLimits = defineBehaviour('account.limits', (context) =>
  withOwner(context, (owner) => ({
    status: 200,
    body: { limitInfo: toLimitInfo(context, owner, toMicros(MAIN_CREATED_AT)) },
  })),
)

/** Shows limits of the day, of which nothing but the use under D0 is known. */
export const getEodLimits = defineBehaviour('account.eodLimits', (context) =>
  withOwner(context, (owner) => ({
    status: 200,
    body: { limits: toEodLimits(context, owner) },
  })),
)

/** Shows which rails are open; those of dollars and euros never are in the sandbox. */
export const getMetadata = defineBehaviour('account.metadata', (context) =>
  withOwner(context, (owner) => ({
    status: 200,
    body: {
      skipLiveness: false,
      easierLevel1: false,
      documentWithoutSelfie: false,
      brlUnlocked: isApproved(context, owner, 'level-1'),
      usdUnlocked: false,
      eurUnlocked: false,
      arsUnlocked: false,
      copUnlocked: isApproved(context, owner, 'cop'),
    },
  })),
)

/** Lists every change of the owner's balances. */
export const getStatement = defineBehaviour('account.statement', (context) =>
  withOwner(context, (owner) => {
    const lines = ledger.statement(context, owner)
    const logs: (LedgerLine & Listed)[] = lines.map((line) => ({
      ...line,
      seq: toNumber(line),
      createdAt: line.at,
    }))
    return answerPage<LedgerLine & Listed>(context, logs, {
      wrap: 'logs',
      unitMs: 1,
      toWire: toLogWire,
    })
  }),
)

/** Lines are numbered over all books; the number ends their id. */
const toNumber = ({ id }: LedgerLine): number => Number(/\d+$/.exec(id)?.[0])

function toLogWire(line: LedgerLine) {
  return {
    id: toUuid(line.id),
    token: line.currency,
    balanceChange: formatAmount(line.amountMinor),
    finalBalance: formatAmount(line.balanceMinor),
    description: describeLine(line),
    createdAt: toMicros(line.at),
  }
}

/** What e-mails are sent about; the sandbox sends none. */
export const readEmailConfig = defineBehaviour('email.read', (context) => {
  const config = context.collection<EmailConfig>('emailConfig').get('email')
  const { email, subscriptions } = config ?? {
    email: context.account.credentials.email!,
    subscriptions: [],
  }
  return { status: 200, body: { email, subscriptions } }
})

interface EmailConfig {
  readonly id: string
  email: string
  subscriptions: string[]
}

/** Keeps who wants e-mails about what. */
export const putEmailConfig = defineBehaviour<Omit<EmailConfig, 'id'>>(
  'email.update',
  (context) => {
    const { email, subscriptions } = context.request.body
    const configs = context.collection<EmailConfig>('emailConfig')
    if (configs.get('email')) configs.update('email', { email, subscriptions })
    else configs.insert({ id: 'email', email, subscriptions })
    return { status: 200, body: { email, subscriptions } }
  },
)
