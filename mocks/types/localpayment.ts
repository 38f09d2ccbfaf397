/** Localpayment: what is sent, answered and told. Generated from specs/localpayment.yaml by `npm run types`. */

/** Shapes that the spec names. */
export interface Schemas {
  Login: {
    /** An e-mail address in the examples */
    username: string
    password: string
  }
  Refresh: {
    refresh: string
  }
  TokenPair: {
    /** JWT, HS256, 24 hours */
    refresh?: string
    /** JWT, HS256, five minutes */
    access: string
  }
  Detail: {
    detail: string
    code?: string
    messages?: unknown[]
  }
  Status: {
    /** Three digits as text */
    code: string
    /** Label; its casing differs from place to place */
    description: string
    detail: string
  } | {
    status: string
    code: number
    description: string
  }
  OperationError: {
    status: Schemas['Status']
  }
  FlatAnswer: {
    code: string
    description: string
    internalId?: string
  }
  TransactionStatus: {
    externalId: string
    /** UUID */
    internalId: string
    status: Schemas['Status']
  }
  /** ISO 3166-1 alpha-3 */
  Country: 'COL'
  /** ISO 4217 */
  Currency: 'COP'
  /** The caller's own id; a UUID is recommended */
  NewExternalId: string
  /** Merchant account, such as 170.170.00000001 */
  AccountNumber: string
  PartyType: 'INDIVIDUAL' | 'COMPANY'
  Document: {
    type: 'CC' | 'NIT' | 'CE' | 'TI' | 'PASS'
    /** Format by type */
    id: string
  }
  Party: {
    type: Schemas['PartyType']
    name: string
    lastName?: string | null
    document: Schemas['Document']
    email?: string
  }
  NewVirtualAccount: {
    externalId: Schemas['NewExternalId']
    accountNumber: Schemas['AccountNumber']
    country: Schemas['Country']
    beneficiary: Schemas['Party']
    address?: {
      street?: string
      number?: string | number
      city?: string
      state?: string
      country?: string
      zipcode?: string | number
    }
  }
  VirtualAccount: {
    externalId: string
    /** UUID */
    internalId: string
    accountNumber: string
    country: 'COL'
    currency: 'COP'
    beneficiary: {
      type: Schemas['PartyType']
      name: string
      /** Name and last name */
      fullName: string
      /** Empty for a company */
      lastName: string
      /** Echoed as sent */
      document: Record<string, unknown>
      /** Once the account has been active */
      bank?: {
        account: {
          type: 'KEY'
          /** The Bre-B key, such as @LPTechColomb0001 */
          number: string
        }
      }
    }
    status: Schemas['Status']
    errors: unknown[]
  }
  RejectedVirtualAccount: {
    externalId: string | null
    internalId: string
    status: Schemas['Status']
    errors: {
      code: string
      detail: string
    }[]
  }
  VirtualAccountAnswer: Schemas['VirtualAccount'] | Schemas['RejectedVirtualAccount']
  PaymentMethodIn: {
    type: 'BankTransfer'
    /** Four digits as text; leading zeros count */
    code: string
    /** DIRECT, or REDIRECT for PSE */
    flow: string
  }
  NewPayout: {
    externalId: Schemas['NewExternalId']
    country: Schemas['Country']
    currency: Schemas['Currency']
    /** Pesos, 1.00 to 11,552,000.00, at most two decimals */
    amount: number
    paymentMethod: Schemas['PaymentMethodIn']
    beneficiary: {
      type: Schemas['PartyType']
      /** First name or company */
      name: string
      /** Individuals only */
      lastName?: string | null
      document: Schemas['Document']
      email?: string
      bank: {
        code?: string
        account: {
          /** The recipient's Bre-B key */
          alias: string
          type?: never
          number?: never
        }
      }
    }
    sender?: Schemas['Party']
    merchant?: Schemas['Party']
    accountNumber: Schemas['AccountNumber']
    /** Issued by Localpayment */
    conceptCode: string
    comment?: string
  }
  NewPayouts: Schemas['NewPayout'][] | Schemas['NewPayout']
  Payout: {
    externalId: string
    /** UUID */
    internalId: string
    paymentMethod: {
      code: '0062'
      name: string
      paymentMethodType: 'BankTransfer'
    }
    country: 'COL'
    currency: 'COP'
    /** Pesos */
    amount: number
    accountNumber: string
    status: Schemas['Status']
    beneficiary: {
      type: Schemas['PartyType']
      name: string
      /** Lower case here */
      lastname?: string
      document: Record<string, unknown>
      email?: string
      bank: Record<string, unknown>
    }
    date: Schemas['Dates']
    errors: null
  }
  RejectedTransaction: {
    externalId: string | null
    internalId: string
    status: Schemas['Status']
    errors: {
      code: string
      description: string
    }[]
  }
  Dates: {
    /** ISO 8601 in UTC, whole seconds */
    creationDate: string
    /** ISO 8601 in UTC, whole seconds */
    processedDate: string | null
    /** PSE only */
    expirationDate?: string
  }
  SimulatedPayin: {
    /** Becomes the payin's */
    externalId: Schemas['NewExternalId']
    paymentMethod: {
      type: 'BankTransfer'
      code: '2006'
      flow: 'DIRECT'
    }
    country: Schemas['Country']
    currency: Schemas['Currency']
    /** Pesos */
    amount: number
    accountNumber: Schemas['AccountNumber']
    beneficiary: {
      bank: {
        account: {
          /** The virtual account's key */
          number: string
        }
      }
    }
    payer: Schemas['Party']
  }
  NewPayin: {
    externalId: Schemas['NewExternalId']
    country: Schemas['Country']
    currency: Schemas['Currency']
    /** Pesos, 1.00 to 788,800,000.00 */
    amount: number
    paymentMethod: Schemas['PaymentMethodIn']
    accountNumber: Schemas['AccountNumber']
    merchant?: Record<string, unknown>
    sender?: Record<string, unknown>
    payer?: Record<string, unknown>
    bank?: {
      /** Bank code, or LP-2S-FLOW for the hosted chooser */
      code: string
    }
  }
  /** How a payin is kept; Transaction says how it looks */
  Payin: {
    externalId?: string
  }
  Transaction: {
    transactionType: 'PayIn' | 'PayOut' | 'payOut'
    externalId: string
    internalId: string
    paymentMethod: Record<string, unknown>
    country: 'COL'
    currency: 'COP'
    /** Pesos */
    amount: number
    accountNumber: string
    confirmed?: Record<string, unknown>
    payment?: Record<string, unknown>
    localTaxes?: unknown[]
    withHoldings?: unknown[]
    fees?: Record<string, unknown>
    status: Schemas['Status']
    sender?: Record<string, unknown>
    beneficiary?: Record<string, unknown>
    merchant?: Record<string, unknown>
    payer?: Record<string, unknown>
    date: Schemas['Dates']
    errors?: unknown[] | null
    /** Three groups of four capitals and digits */
    referenceCode?: string
    tracking?: Record<string, unknown>
    /** PSE only */
    redirectUrl?: string
  }
  PayInNotification: Schemas['Transaction'] | {
    transactionType: 'PayIn'
    transactionFlow?: null
    country?: 'COL'
    data: Schemas['Transaction']
  } | {
    event: 'transaction.completed'
    data: Schemas['Transaction']
  }
  PayOutNotification: Schemas['Transaction'] | {
    transactionType: 'PayOut'
    transactionFlow?: null
    data: Schemas['Transaction']
  }
  VirtualAccountNotification: {
    transactionType: 'VirtualAccount'
    data: {
      externalId: string
      /** UUID */
      internalId: string
      accountNumber: string
      country: 'COL'
      currency: 'COP'
      beneficiary: {
        type: Schemas['PartyType']
        name: string
        /** Lower case here */
        lastname: string
        document: Record<string, unknown>
        /** Once the account is active */
        bank?: Record<string, unknown>
      }
      status: Schemas['Status']
      errors: unknown[]
    }
  }
  /** A notification URL of the dashboard */
  Endpoint: {
    url?: string
    types?: string[]
  }
  Activity: {
    /** Pesos before the first movement listed */
    openingBalance: number
    /** Pesos after the last movement listed */
    closingBalance: number
    listSize?: number
    size?: number
    page?: number
    details: {
      createdAt: string
      processedAt: string
      accountNumber: string
      internalId: string
      externalId: string
      transactionType: string
      status: string
      currency?: 'COP'
      /** Pesos; negative for a debit */
      amount?: number
      entityId?: string
      entityCode?: string
    }[]
  }
  AccountMethods: {
    accountCode: string
    accountNumber: string
    payinPaymentMethods: Schemas['PaymentMethod'][]
    payoutPaymentMethods: Schemas['PaymentMethod'][]
  }
  PaymentMethod: {
    id: number
    code: string
    name: string
    description: string
    paymentMethodType: string
    country: {
      id: number
      /** ISO number */
      code: string
      name: string
      isoCode3: string
      localCurrency: Record<string, unknown>
    }
  }
}

/** By operation id, as `ensayo list operations` shows it. */
export interface Operations {
  /** POST /api/token/: Log in with user name and password */
  createToken: {
    method: 'POST'
    path: '/api/token/'
    body: Schemas['Login']
    responses: {
      /** Both tokens; nothing says when they expire but their own claim `exp` */
      200: Schemas['TokenPair']
      /** Field → messages */
      400: Record<string, string[]>
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** POST /api/token/refresh/: Exchange the refresh token for an access token */
  refreshToken: {
    method: 'POST'
    path: '/api/token/refresh/'
    body: Schemas['Refresh']
    responses: {
      /** Both tokens; nothing says when they expire but their own claim `exp` */
      200: Schemas['TokenPair']
      /** Field → messages */
      400: Record<string, string[]>
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** POST /api/virtual-account: Create a virtual account */
  createVirtualAccount: {
    method: 'POST'
    path: '/api/virtual-account'
    body: Schemas['NewVirtualAccount']
    responses: {
      /** The virtual account, in progress and without a key */
      200: Schemas['VirtualAccountAnswer']
      /** The virtual account, in progress and without a key */
      201: Schemas['VirtualAccountAnswer']
      /** Rejected; an `internalId` is issued even so */
      400: Schemas['RejectedVirtualAccount']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** GET /api/virtual-account/{externalId}: Get the status of a virtual account, and its key once it is active */
  getVirtualAccount: {
    method: 'GET'
    path: '/api/virtual-account/{externalId}'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    responses: {
      /** The virtual account */
      200: Schemas['VirtualAccountAnswer']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** DELETE /api/virtual-account/{externalId}: Delete a virtual account */
  deleteVirtualAccount: {
    method: 'DELETE'
    path: '/api/virtual-account/{externalId}'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    responses: {
      /** The virtual account, deleted */
      200: Schemas['VirtualAccount']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** PUT /api/virtual-account/{externalId}/activation/{status}/: Enable or disable a virtual account */
  setVirtualAccountActivation: {
    method: 'PUT'
    path: '/api/virtual-account/{externalId}/activation/{status}/'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
      status: 'enable' | 'disable'
    }
    responses: {
      /** The virtual account with its new status */
      200: Schemas['VirtualAccount']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** POST /api/virtual-account-batch: Create many virtual accounts at once */
  createVirtualAccountBatch: {
    method: 'POST'
    path: '/api/virtual-account-batch'
    responses: {
      /** Not modelled */
      501: undefined
    }
  }
  /** GET /api/virtual-account-batch/{externalId}: Get the state of a batch */
  getVirtualAccountBatch: {
    method: 'GET'
    path: '/api/virtual-account-batch/{externalId}'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    responses: {
      /** Not modelled */
      501: undefined
    }
  }
  /** POST /api/payin/simulate: Simulate a payment into a virtual account (stage only) */
  simulatePayin: {
    method: 'POST'
    path: '/api/payin/simulate'
    body: Schemas['SimulatedPayin']
    responses: {
      /** The payin as it stands */
      200: Schemas['Transaction'] | Schemas['RejectedTransaction']
      /** The payin as it stands */
      201: Schemas['Transaction'] | Schemas['RejectedTransaction']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** POST /api/payin/: Create a payin by PSE */
  createPayin: {
    method: 'POST'
    path: '/api/payin/'
    body: Schemas['NewPayin']
    responses: {
      /** The payin as it stands */
      200: Schemas['Transaction'] | Schemas['RejectedTransaction']
      /** The payin as it stands */
      201: Schemas['Transaction'] | Schemas['RejectedTransaction']
      /** Rejected */
      400: Schemas['RejectedTransaction']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** PATCH /api/payin/{externalId}/refund: Refund a completed payin in full */
  refundPayin: {
    method: 'PATCH'
    path: '/api/payin/{externalId}/refund'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    body?: {
      comment?: string
    }
    responses: {
      /** Refunded */
      200: Schemas['TransactionStatus']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** POST /api/payout/: Create payouts to Bre-B keys */
  createPayouts: {
    method: 'POST'
    path: '/api/payout/'
    body: Schemas['NewPayouts']
    responses: {
      /** One accepted payout as an object, several as a list */
      200: Schemas['Payout'] | (Schemas['Payout'] | Schemas['RejectedTransaction'])[]
      /** One accepted payout as an object, several as a list */
      201: Schemas['Payout'] | (Schemas['Payout'] | Schemas['RejectedTransaction'])[]
      /** All were rejected */
      400: (Schemas['RejectedTransaction'] | Schemas['Payout'])[] | Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** PATCH /api/payout/cancel: Cancel a payout before it is sent to the network */
  cancelPayout: {
    method: 'PATCH'
    path: '/api/payout/cancel'
    body: {
      externalId: string
    }
    responses: {
      /** Cancelled; what was reserved is back on the balance */
      200: Schemas['TransactionStatus'] | Schemas['FlatAnswer']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** POST /api/payout/authorize: Authorize payouts that wait */
  authorizePayout: {
    method: 'POST'
    path: '/api/payout/authorize'
    body: {
      externalId?: string
      internalId?: string
      /** First day of creation */
      since?: string
      /** Last day of creation */
      until?: string
    }
    responses: {
      /** Received; one payout as an object, those of a range as a list */
      200: Schemas['TransactionStatus'] | Schemas['TransactionStatus'][]
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** GET /api/transactions/list/filter: List payins and payouts of a time */
  listTransactions: {
    method: 'GET'
    path: '/api/transactions/list/filter'
    query: {
      /** UTC, yyyy-MM-ddThh:mm:ss.SSS */
      since: string
      /** UTC, yyyy-MM-ddThh:mm:ss.SSS */
      until: string
      page?: number
      size?: number
      transactionType?: string
      /** Code of the status */
      status?: string | number
    }
    responses: {
      /** The newest first */
      200: {
        totalElements: number
        totalPages: number
        page: number
        size: number
        details: Schemas['Transaction'][]
      }
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** GET /api/transactions/{externalId}: Get a payin or a payout */
  getTransaction: {
    method: 'GET'
    path: '/api/transactions/{externalId}'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    responses: {
      /** The transaction, with the members of its notification */
      200: Schemas['Transaction']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** GET /api/transactions/{externalId}/status: Get the status of a payin or a payout by either of its ids */
  getTransactionStatus: {
    method: 'GET'
    path: '/api/transactions/{externalId}/status'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    responses: {
      /** The status */
      200: Schemas['TransactionStatus']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** PATCH /api/transactions/{externalId}/status: Cancel a payin that is pending */
  cancelPayin: {
    method: 'PATCH'
    path: '/api/transactions/{externalId}/status'
    params: {
      /** The merchant's own id; for a transaction's status also Localpayment's */
      externalId: string
    }
    body: {
      status: 'CANCELLED'
    }
    responses: {
      /** Cancelled */
      200: Schemas['TransactionStatus']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
      /** Unknown id */
      404: Schemas['OperationError']
    }
  }
  /** GET /api/accounts/{accountNumber}/balance: Get the balance of the merchant account */
  getBalance: {
    method: 'GET'
    path: '/api/accounts/{accountNumber}/balance'
    params: {
      accountNumber: string
    }
    responses: {
      /** What can be paid out now */
      200: {
        accountNumber: string
        currency: 'COP'
        /** Pesos */
        amount: number
      }
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** GET /api/accounts/{accountNumber}/activity: List what moved the balance */
  getActivity: {
    method: 'GET'
    path: '/api/accounts/{accountNumber}/activity'
    params: {
      accountNumber: string
    }
    query?: {
      since?: string
      until?: string
    }
    responses: {
      /** The oldest first */
      200: Schemas['Activity']
      /** The request or the state does not allow it */
      400: Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** POST /api/validation/document: Check a document number */
  validateDocument: {
    method: 'POST'
    path: '/api/validation/document'
    body: {
      /** Letter case does not matter */
      country: string
      document: {
        id: string
        /** CC, NIT, CE, TI or PASS; letter case does not matter */
        type: string
      }
    }
    responses: {
      /** Valid */
      200: Schemas['FlatAnswer']
      /** Not valid */
      400: Schemas['FlatAnswer'] | Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** POST /api/validation/bank: Check a bank account number */
  validateBankAccount: {
    method: 'POST'
    path: '/api/validation/bank'
    body: {
      country: string
      bank: {
        /** Four digits, as text */
        code: string
        account: {
          number: string
          /** C checking, S savings */
          type: string
        }
        branch?: {
          code?: string
        }
      }
    }
    responses: {
      /** Valid */
      200: Schemas['FlatAnswer']
      /** Not valid */
      400: Schemas['FlatAnswer'] | Schemas['OperationError']
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
  /** GET /api/resources/payment-methods: List the payment methods of an account, or all */
  listPaymentMethods: {
    method: 'GET'
    path: '/api/resources/payment-methods'
    query?: {
      accountNumber?: string
      /** Sent by a public client */
      countryIsoCode3?: string
    }
    responses: {
      /** One item per merchant account */
      200: Schemas['AccountMethods'][]
      /** The token or the login is not valid */
      401: Schemas['Detail']
      /** The caller's address or account may not do this */
      403: Schemas['Detail']
    }
  }
}

/** Bodies of what the provider tells, by the notification's name. */
export interface Notifications {
  /** A payin was credited, or has ended otherwise */
  PayIn: Schemas['PayInNotification']
  /** A payout has changed its status */
  PayOut: Schemas['PayOutNotification']
  /** A virtual account is in progress or active */
  VirtualAccount: Schemas['VirtualAccountNotification']
}
