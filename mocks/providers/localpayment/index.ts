/** Everything that Localpayment's spec names. */

import type { Definition } from '../../provider.ts'
import { listActivity, showBalance } from './account-activity.ts'
import { deleteAccount, setActivation } from './account-changes.ts'
import { register, remove } from './endpoints.ts'
import { accountNotification, payInNotification, payOutNotification } from './notifications.ts'
import { cancelPayin, refundPayin } from './payin-changes.ts'
import { creditDue, simulatePayin } from './payins.ts'
import { listMethods } from './payment-methods.ts'
import { authorizePayout, cancelPayout } from './payout-changes.ts'
import { createPayouts, refuseByNetwork } from './payouts.ts'
import { states } from './provider-states.ts'
import { createPayin } from './pse.ts'
import { createToken, refreshToken } from './tokens.ts'
import { getStatus, listTransactions, showTransaction } from './transactions.ts'
import {
  approve,
  fund,
  hold,
  receive,
  refusePayin,
  refusePayout,
  release,
  skip,
} from './triggers.ts'
import { validateBankAccount, validateDocument } from './validations.ts'
import { createAccount, showAccount } from './virtual-accounts.ts'

export const definitions: Definition[] = [
  createToken,
  refreshToken,
  createAccount,
  showAccount,
  setActivation,
  deleteAccount,
  simulatePayin,
  creditDue,
  createPayin,
  cancelPayin,
  refundPayin,
  createPayouts,
  refuseByNetwork,
  cancelPayout,
  authorizePayout,
  getStatus,
  showTransaction,
  listTransactions,
  showBalance,
  listActivity,
  validateDocument,
  validateBankAccount,
  listMethods,
  payInNotification,
  payOutNotification,
  accountNotification,
  register,
  remove,
  receive,
  approve,
  refusePayin,
  refusePayout,
  hold,
  release,
  fund,
  skip,
  ...states,
]
