/**
 * Who an account is, what it holds and may do.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/aboutLogin, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { SHOWN_BALANCES } from './catalogs.ts'
import { toMicros } from './dates.ts'
import { isApproved } from './kyc-state.ts'
import type { Balance, LogEntry } from './ledger.ts'
import { toLimitInfo } from './limits.ts'
import { formatAmount } from './money.ts'
import { answerPage } from './page.ts'
import { type SubAccount, withOwner } from './scope.ts'

/** Assumed: when the sandbox's main account came to be. */
const MAIN_CREATED_AT = Date.parse('2026-01-01T00:00:00Z')

/** Shows the account, or a sub-account. */
export const getAccountInfo = defineBehaviour('account.info', (context) =>
  withOwner(context, (owner) => {
    const sub = context.collection<SubAccount>('subAccount').get(owner)
    const isConfirmed = isApproved(context, owner, 'level-1')
    const identity = sub ? toSubIdentity(sub) : toMainIdentity(context)
    const { walletAddress } = sub ?? context.account.fields
    return {
      status: 200,
      body: {
        id: owner,
        accountInfo: {
          id: owner,
          ...identity,
          identityStatus: isConfirmed ? 'CONFIRMED' : 'NOT-IDENTIFIED',
        },
        wallets: [{ id: owner, walletAddress, chain: 'EVM' }],
        pixKey: '',
        brCode: '',
        createdAt: toMicros(sub?.createdAt ?? MAIN_CREATED_AT),
      },
    }
  }),
)

function toMainIdentity({ account }: BehaviourContext) {
  const { name, fullName, taxId } = account.fields
  return {
    accountType: 'INDIVIDUAL',
    name,
    countrySubdivisionTaxResidence: 'BR-SP',
    countryTaxResidence: 'BRA',
    fullName,
    birthdate: '1990-01-01',
    taxId,
  }
}

function toSubIdentity({ accountType, name }: SubAccount) {
  return {
    accountType,
    name,
    countrySubdivisionTaxResidence: '',
    countryTaxResidence: '',
    fullName: '',
    birthdate: '',
    taxId: '',
  }
}

/** Shows what may be spent; what open tickets hold is gone from it. */
export const getBalances = defineBehaviour('account.balances', (context) =>
  withOwner(context, (owner) => {
    const held = context.collection<Balance>('balance').list({ where: { holder: owner } })
    const balances = Object.fromEntries(SHOWN_BALANCES.map((currency) => [currency, '0']))
    for (const { currency, micro } of held) balances[currency] = formatAmount(micro)
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

/** Shows which rails are open. */
export const getMetadata = defineBehaviour('account.metadata', (context) =>
  withOwner(context, (owner) => ({
    status: 200,
    body: {
      brlUnlocked: isApproved(context, owner, 'level-1'),
      usdUnlocked: false,
      eurUnlocked: false,
      arsUnlocked: false,
    },
  })),
)

/** Lists every change of the owner's balances. */
export const getStatement = defineBehaviour('account.statement', (context) =>
  withOwner(context, (owner) => {
    const logs = context.collection<LogEntry>('statementLog').list({ where: { holder: owner } })
    return answerPage(context, logs, { wrap: 'logs', unitMs: 1, toWire: toLogWire })
  }),
)

function toLogWire(entry: LogEntry) {
  return {
    id: entry.id,
    token: entry.token,
    balanceChange: formatAmount(entry.changeMicro),
    finalBalance: formatAmount(entry.finalMicro),
    description: entry.description,
    createdAt: toMicros(entry.createdAt),
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
