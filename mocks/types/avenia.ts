/** Avenia: what is sent, answered and told. Generated from specs/avenia.yaml by `npm run types`. */

/** Shapes that the spec names. */
export interface Schemas {
  Error: {
    error?: string
    message?: string
    detail?: string
  }
  NewId: {
    id: string
  }
  /** Opaque; base64 of a number and milliseconds */
  Cursor: string | null
  /** Up to six decimals, no trailing zeros */
  Decimal: string
  /** Decimal */
  AmountIn: string
  /** Of the authenticator; `ensayo trigger avenia.mfa.code` shows it */
  Otp: string
  /** Unique per user */
  Alias: string
  BreBKey: string
  WalletAddress: string
  WebUrl: string
  /** The wildcard comes from clients */
  Subscriptions: ('TICKET' | 'KYC' | 'LIMIT-UPDATE' | '*')[]
  CopAddress: {
    address1: string
    /** Alone among the bank fields, optional */
    address2?: string
    country: 'CO'
    /** Department */
    subDivision: string
    city: string
    postalCode: string
  }
  /** `breBKey`, or every bank field, or both */
  NewCopBeneficiary: {
    alias: Schemas['Alias']
    description?: string
    beneficiaryName: string
    breBKey?: Schemas['BreBKey']
    /** Text: leading zeros count */
    bankAccountNumber?: string
    beneficiaryType?: 'individual' | 'business'
    beneficiaryEmail?: string
    beneficiaryAddress?: Schemas['CopAddress']
    /** International */
    phoneNumber?: string
    accountType?: 'CHECKING' | 'SAVINGS'
    /** A cédula; the eleven digits of a Brazilian CPF are refused */
    documentNumber?: string
    documentType?: 'NATIONAL_ID' | 'RUC_NIT' | 'PASSPORT' | 'RESIDENT_ID'
    /** From supported-banks */
    bankId?: string
    bankName?: string
  }
  CopBeneficiary: {
    id: string
    /** The account or sub-account that owns it */
    userId: string
    alias: string
    description?: string
    beneficiaryName: string
    beneficiaryType?: string
    bankId?: string
    bankName?: string
    accountType?: string
    bankAccountNumber?: string
    documentNumber?: string
    documentType?: string
    breBKey?: string
    /** ISO 8601 in UTC, microseconds */
    createdAt: string
  }
  /** `pixKey`, or every bank field */
  NewBrlBeneficiary: {
    alias: Schemas['Alias']
    description?: string
    pixKey?: string
    userName?: string
    bankCode?: string
    branchCode?: string
    accountNumber?: string
    accountType?: 'checking' | 'payment' | 'savings' | 'salary'
    /** CPF or CNPJ */
    taxId?: string
  }
  NewUsdBeneficiary: {
    alias: Schemas['Alias']
    description?: string
    bankAccountNumber: string
    bankRoutingNumber: string
    bankBeneficiaryName: string
    bankName: string
    beneficiaryAddress?: Record<string, unknown>
    bankAddress?: Record<string, unknown>
  }
  NewEurBeneficiary: {
    alias: Schemas['Alias']
    description?: string
    iban: string
    bic?: string
    country: string
    bankBeneficiaryName: string
    isBusiness: boolean
  }
  NewArsBeneficiary: {
    alias: Schemas['Alias']
    description?: string
    /** CVU or CBU */
    cvu: string
  }
  Beneficiary: {
    id: string
    userId: string
    alias: string
    description?: string
    /** BRL */
    pixKey?: string
    /** BRL */
    userName?: string
    /** BRL */
    bankCode?: string
    /** BRL */
    branchCode?: string
    /** BRL */
    accountNumber?: string
    /** BRL */
    accountType?: string
    /** BRL; CPF or CNPJ */
    taxId?: string
    /** USD */
    bankAccountNumber?: string
    /** USD */
    bankRoutingNumber?: string
    /** USD and EUR */
    bankBeneficiaryName?: string
    /** USD */
    bankName?: string
    /** USD */
    beneficiaryAddress?: Record<string, unknown>
    /** USD */
    bankAddress?: Record<string, unknown>
    /** EUR */
    iban?: string
    /** EUR */
    bic?: string
    /** EUR */
    country?: string
    /** EUR */
    isBusiness?: boolean
    /** ARS */
    cvu?: string
    createdAt: string
  }
  BrlBeneficiary: Record<string, unknown>
  UsdBeneficiary: Record<string, unknown>
  EurBeneficiary: Record<string, unknown>
  ArsBeneficiary: Record<string, unknown>
  Wallet: {
    id: string
    userId: string
    alias: string
    description?: string
    walletAddress: string
    walletChain: string
    walletMemo?: string
    createdAt: string
  }
  AccountInfo: {
    id: string
    accountInfo: {
      id: string
      accountType: 'INDIVIDUAL' | 'COMPANY'
      name: string
      countrySubdivisionTaxResidence?: string
      /** Three letters */
      countryTaxResidence?: string
      identityStatus: 'CONFIRMED' | 'NOT-IDENTIFIED'
      fullName?: string
      birthdate?: string
      taxId?: string
    }
    wallets: {
      id: string
      walletAddress: string
      chain: string
    }[]
    pixKey?: string
    brCode?: string
    createdAt: string
  }
  SubAccountView: {
    subAccountId: string
    mainAccountId: string
    createdAt: string
    accountInfo: {
      id: string
      accountType: string
      name: string
    }
  }
  SubAccount: Record<string, unknown>
  Limits: {
    limitInfo: {
      blocked: boolean
      createdAt: string
      limits: ({
        currency: string
        maxFiatIn: Schemas['Decimal']
        maxFiatOut: Schemas['Decimal']
        maxChainIn: Schemas['Decimal']
        maxChainOut: Schemas['Decimal']
        usedLimit: {
          year: number
          month: number
          usedFiatIn?: string
          usedFiatOut?: string
          usedChainIn?: string
          usedChainOut?: string
        }
      })[]
    }
  }
  Fee: {
    type: 'Markup Fee' | 'In Fee' | 'Conversion Fee' | 'Out Fee' | 'Gas Fee'
    description: string
    amount: Schemas['Decimal']
    /** Always that of the input */
    currency: string
    rebatable?: boolean
  }
  Quote: {
    /** JWT, HS256 */
    quoteToken: string
    inputCurrency: string
    inputPaymentMethod: string
    inputAmount: Schemas['Decimal']
    outputCurrency: string
    outputPaymentMethod: string
    outputAmount: Schemas['Decimal']
    markupAmount: Schemas['Decimal']
    markupCurrency: string
    /** Only when it was sent */
    blockchainSendMethod?: string
    inputThirdParty: boolean
    outputThirdParty: boolean
    appliedFees: Schemas['Fee'][]
    basePrice: Schemas['Decimal']
    /** BRLA to USDT is USDTBRLA, priced in BRLA */
    pairName: string
  }
  NewTicket: {
    quoteToken: string
    /** A label of the caller's; not unique */
    externalId?: string
    /** Seconds; at most 600 for a conversion */
    customDuration?: number
    beneficiaryCopBankAccountId?: string
    breBKey?: Schemas['BreBKey']
    ticketCopOutput?: Schemas['CopOutput']
    ticketCopBankTransferOutput?: Schemas['CopOutput']
    ticketCopBreBOutput?: Schemas['CopOutput']
    ticketBrlPixInput?: {
      additionalData?: string
      remitterId?: string
    }
    ticketBrlPixOutput?: {
      beneficiaryBrlBankAccountId?: string
      pixMessage?: string
      pixKey?: string
      brCode?: string
      userName?: string
      bankCode?: string
      branchCode?: string
      accountNumber?: string
      accountType?: string
      taxId?: string
    }
    ticketBlockchainInput?: {
      walletAddress: Schemas['WalletAddress']
      permit?: {
        r: string
        s: string
        v: number | string
        nonce: number | string
        deadline: number | string
      }
      personal?: {
        signature: string
        deadline: number | string
      }
    }
    ticketBlockchainOutput?: {
      /** The nil UUID is the own account; a sub-account's id moves tokens there */
      beneficiaryWalletId?: string
      walletChain?: string
      walletAddress?: Schemas['WalletAddress']
      walletMemo?: string
    }
    ticketArsInput?: {
      senderAccountNumber: string
    }
    ticketMarkupInput?: {
      markupWalletAddress?: Schemas['WalletAddress']
    }
    beneficiaryArsBankAccountId?: string
  }
  CopOutput: {
    beneficiaryCopBankAccountId?: string
    breBKey?: Schemas['BreBKey']
  }
  Ticket: {
    id: string
    externalId: string
    workspaceId: string
    userId: string
    status: 'UNPAID' | 'PROCESSING' | 'PAID' | 'FAILED' | 'PARTIAL-FAILED' | 'PARTIAL_FAILED' | 'ON-HOLD' | 'ON_HOLD' | 'CANCELED'
    reason: string
    failureReason: string
    createdAt: string
    updatedAt: string
    expiresAt: string
    quote: Schemas['TicketQuote']
    rebate?: Record<string, unknown>
    brazilianFiatSenderInfo?: Record<string, unknown>
    brazilianFiatReceiverInfo?: Record<string, unknown>
    blockchainSenderInfo?: Record<string, unknown>
    blockchainReceiverInfo?: Record<string, unknown>
    blockchainInputInfo?: Record<string, unknown>
    brlPixInputInfo?: Record<string, unknown>
  }
  TicketQuote: {
    id: string
    ticketId: string
    inputCurrency: string
    inputPaymentMethod: string
    inputAmount: Schemas['Decimal']
    outputCurrency: string
    outputPaymentMethod: string
    outputAmount: Schemas['Decimal']
    markupAmount?: Schemas['Decimal']
    markupCurrency?: string
    sendMethod: string
    inputThirdParty?: boolean
    outputThirdParty?: boolean
    appliedFees: Schemas['Fee'][]
    basePrice: Schemas['Decimal']
    pairName: string
    outputBrCode: string
    /** To the second */
    createdAt: string
  }
  Document: Record<string, unknown>
  LevelOne: {
    fullName: string
    dateOfBirth: string
    countryOfTaxId: string
    taxIdNumber: string
    email: string
    phone?: string
    country: string
    state: string
    city: string
    zipCode: string
    streetAddress: string
    uploadedSelfieId: string
    uploadedDocumentId: string
    /** Has the sandbox refuse */
    sandboxReject?: boolean
  }
  KycAttempt: Record<string, unknown>
  KycAttemptView: {
    id: string
    levelName: string
    submissionData: null
    status: 'PENDING' | 'PROCESSING' | 'COMPLETED' | 'EXPIRED'
    /** Empty while it runs */
    result: '' | 'APPROVED' | 'REJECTED'
    resultMessage: string
    retryable: boolean
    createdAt: string
    updatedAt: string
  }
  Webhook: {
    id: string
    url: string
    subscriptions: string[]
  }
  EventAttempt: {
    id: string
    accountId: string
    webhookEventId: string
    webhookUrl: string
    /** 0 when no answer came */
    responseStatus: number
    acknowledged: boolean
    createdAt: string
    updatedAt: string
  }
  Event: {
    id: string
    /** The main account or the sub-account */
    accountId: string
    subscription: string
    data: Schemas['EventData']
    createdAt: string
  }
  EventRecord: Record<string, unknown>
  EventData: {
    /** TICKET-CREATED, DEPOSIT-PROCESSING, … */
    type: string
    ticket?: Record<string, unknown>
    attempt?: Record<string, unknown>
    limitInfo?: Record<string, unknown>
  }
  /** `{ event: … }`, or the event's fields at the top */
  EventEnvelope: Record<string, unknown>
}

/** By operation id, as `ensayo list operations` shows it. */
export interface Operations {
  /** POST /v2/auth/login: Log in, first step: a token goes out by e-mail */
  login: {
    method: 'POST'
    path: '/v2/auth/login'
    body: {
      email: string
      password: string
    }
    responses: {
      /** The token is on its way */
      200: {
        /** Only by quirk */
        emailToken?: string
      }
      /** Who asks is not known */
      401: Schemas['Error']
    }
  }
  /** POST /v2/auth/validate-login: Log in, second step: the e-mailed token for a pair of tokens */
  validateLogin: {
    method: 'POST'
    path: '/v2/auth/validate-login'
    body: {
      email: string
      /** Six digits in the examples */
      emailToken: string
    }
    responses: {
      /** Access and refresh token */
      200: {
        /** For `Authorization` */
        accessToken: string
        refreshToken: string
      }
      /** Who asks is not known */
      401: Schemas['Error']
    }
  }
  /** POST /v2/auth/refresh: A new pair of tokens */
  refreshLogin: {
    method: 'POST'
    path: '/v2/auth/refresh'
    body: {
      refreshToken: string
    }
    responses: {
      /** Access and refresh token */
      200: {
        /** For `Authorization` */
        accessToken: string
        refreshToken: string
      }
      /** Who asks is not known */
      401: Schemas['Error']
    }
  }
  /** POST /v2/auth/logout: Make both tokens worthless */
  logout: {
    method: 'POST'
    path: '/v2/auth/logout'
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Who asks is not known */
      401: Schemas['Error']
    }
  }
  /** PATCH /v2/auth/change-password: Change the password */
  changePassword: {
    method: 'PATCH'
    path: '/v2/auth/change-password'
    body: {
      currentPassword: string
      newPassword: string
      newPasswordConfirm: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** POST /v2/auth/forgot-password: Have a link to a new password e-mailed */
  forgotPassword: {
    method: 'POST'
    path: '/v2/auth/forgot-password'
    body: {
      email: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** PATCH /v2/auth/reset-password/{token}: Set a new password by the e-mailed link */
  resetPassword: {
    method: 'PATCH'
    path: '/v2/auth/reset-password/{token}'
    params: {
      token: string
    }
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/auth/mfa/totp/create: Begin a second factor */
  createTotp: {
    method: 'POST'
    path: '/v2/auth/mfa/totp/create'
    responses: {
      /** Secret and QR code */
      200: {
        /** Base32 */
        secret: string
        /** otpauth URL; which form Avenia sends is not documented */
        qrCode: string
      }
      /** Who asks is not known */
      401: Schemas['Error']
    }
  }
  /** POST /v2/auth/mfa/totp/validate: Put the second factor into force */
  validateTotp: {
    method: 'POST'
    path: '/v2/auth/mfa/totp/validate'
    body: {
      otp: Schemas['Otp']
      emailToken: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/auth/api-keys/: List API keys */
  listApiKeys: {
    method: 'GET'
    path: '/v2/auth/api-keys/'
    responses: {
      /** Keys, without their values */
      200: {
        apiKeys: {
          id: string
          name: string
          whitelistedIPs: string[]
          createdAt: string
        }[]
      }
    }
  }
  /** POST /v2/auth/api-keys/: Register a public key and get an API key for it */
  createApiKey: {
    method: 'POST'
    path: '/v2/auth/api-keys/'
    body: {
      otp: Schemas['Otp']
      name: string
      /** PEM */
      publicKey: string
      /** Addresses or CIDR ranges */
      whitelistedIPs?: string[]
    }
    responses: {
      /** The key's value, shown once */
      200: {
        apiKey: string
      }
      /** The key's value, shown once */
      201: {
        apiKey: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** PATCH /v2/auth/api-keys/{id}: Change the allow-list of an API key */
  updateApiKey: {
    method: 'PATCH'
    path: '/v2/auth/api-keys/{id}'
    params: {
      id: string
    }
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** DELETE /v2/auth/api-keys/{id}: Delete an API key */
  deleteApiKey: {
    method: 'DELETE'
    path: '/v2/auth/api-keys/{id}'
    params: {
      id: string
    }
    query: {
      otp: Schemas['Otp']
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/auth/accesses: List sub-logins */
  listAccesses: {
    method: 'GET'
    path: '/v2/auth/accesses'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/auth/accesses: Create a sub-login */
  createAccess: {
    method: 'POST'
    path: '/v2/auth/accesses'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/access-info: The login that asks */
  getAccessInfo: {
    method: 'GET'
    path: '/v2/account/access-info'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/account-info: Who the account is */
  getAccountInfo: {
    method: 'GET'
    path: '/v2/account/account-info'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The account */
      200: Schemas['AccountInfo']
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/balances: What the account holds */
  getBalances: {
    method: 'GET'
    path: '/v2/account/balances'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Token → amount */
      200: {
        balances: Record<string, Schemas['Decimal']>
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/limits: Monthly limits and what was used of them */
  getLimits: {
    method: 'GET'
    path: '/v2/account/limits'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Limits per currency */
      200: Schemas['Limits']
    }
  }
  /** GET /v2/account/metadata: Which rails are open */
  getMetadata: {
    method: 'GET'
    path: '/v2/account/metadata'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Flags */
      200: {
        brlUnlocked: boolean
        usdUnlocked: boolean
        eurUnlocked: boolean
        arsUnlocked: boolean
      }
    }
  }
  /** GET /v2/account/statement: Every change of a balance */
  getStatement: {
    method: 'GET'
    path: '/v2/account/statement'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
    }
    responses: {
      /** Changes, oldest first */
      200: {
        logs: {
          id: string
          token: string
          /** Signed decimal */
          balanceChange: string | number
          finalBalance: Schemas['Decimal']
          description: string
          createdAt: string
        }[]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/reports/statements: Have a report of statements made */
  createStatementReport: {
    method: 'POST'
    path: '/v2/account/reports/statements'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/account/reports/transactions: Have a report of transactions made */
  createTransactionReport: {
    method: 'POST'
    path: '/v2/account/reports/transactions'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/sub-accounts: List sub-accounts */
  listSubAccounts: {
    method: 'GET'
    path: '/v2/account/sub-accounts'
    query?: {
      /** Part of the name */
      name?: string
      accountType?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
    }
    responses: {
      /** Sub-accounts */
      200: {
        cursor?: Schemas['Cursor']
        subAccount: Schemas['SubAccountView'][]
      }
    }
  }
  /** POST /v2/account/sub-accounts: Create a sub-account */
  createSubAccount: {
    method: 'POST'
    path: '/v2/account/sub-accounts'
    body: {
      accountType: 'INDIVIDUAL' | 'COMPANY'
      name: string
    }
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/sub-accounts/{id}: Read a sub-account */
  getSubAccount: {
    method: 'GET'
    path: '/v2/account/sub-accounts/{id}'
    params: {
      id: string
    }
    responses: {
      /** The sub-account */
      200: Schemas['SubAccountView']
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/cop/supported-banks: Banks that a COP beneficiary may have */
  listCopBanks: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/cop/supported-banks'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Banks */
      200: {
        banks: {
          bankId: string
          bankName: string
        }[]
      }
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/cop/: List COP beneficiaries */
  listCopBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/cop/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
    }
    responses: {
      /** Beneficiaries, oldest first */
      200: {
        bankAccounts: Schemas['CopBeneficiary'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/cop/: Register a COP beneficiary, by Bre-B key, by bank account or by both */
  createCopBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/cop/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewCopBeneficiary']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** The id, and nothing else */
      201: Schemas['NewId']
      /** A field is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/cop/{id}: Read a COP beneficiary */
  getCopBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/cop/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The beneficiary */
      200: {
        bankAccount: Schemas['CopBeneficiary']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/bank-accounts/cop/{id}: Delete a COP beneficiary for good */
  deleteCopBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/bank-accounts/cop/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/brl/: List BRL beneficiaries */
  listBrlBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/brl/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
    }
    responses: {
      /** Beneficiaries, oldest first */
      200: {
        bankAccounts: Schemas['Beneficiary'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/brl/: Register a BRL beneficiary */
  createBrlBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/brl/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewBrlBeneficiary']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/brl/{id}: Read a BRL beneficiary */
  getBrlBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/brl/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The beneficiary */
      200: {
        bankAccount: Schemas['Beneficiary']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/bank-accounts/brl/{id}: Delete a BRL beneficiary */
  deleteBrlBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/bank-accounts/brl/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/usd/: List USD beneficiaries */
  listUsdBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/usd/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
    }
    responses: {
      /** Beneficiaries, oldest first */
      200: {
        bankAccounts: Schemas['Beneficiary'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/usd/: Register a USD beneficiary */
  createUsdBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/usd/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewUsdBeneficiary']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/usd/{id}: Read a USD beneficiary */
  getUsdBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/usd/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The beneficiary */
      200: {
        bankAccount: Schemas['Beneficiary']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/bank-accounts/usd/{id}: Delete a USD beneficiary */
  deleteUsdBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/bank-accounts/usd/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/eur/: List EUR beneficiaries */
  listEurBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/eur/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
    }
    responses: {
      /** Beneficiaries, oldest first */
      200: {
        bankAccounts: Schemas['Beneficiary'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/eur/: Register a EUR beneficiary */
  createEurBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/eur/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewEurBeneficiary']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/eur/{id}: Read a EUR beneficiary */
  getEurBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/eur/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The beneficiary */
      200: {
        bankAccount: Schemas['Beneficiary']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/bank-accounts/eur/{id}: Delete a EUR beneficiary */
  deleteEurBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/bank-accounts/eur/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/ars/: List ARS beneficiaries */
  listArsBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/ars/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
    }
    responses: {
      /** Beneficiaries, oldest first */
      200: {
        bankAccounts: Schemas['Beneficiary'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/ars/: Register a ARS beneficiary */
  createArsBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/ars/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewArsBeneficiary']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/ars/{id}: Read a ARS beneficiary */
  getArsBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/ars/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The beneficiary */
      200: {
        bankAccount: Schemas['Beneficiary']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/bank-accounts/ars/{id}: Delete a ARS beneficiary */
  deleteArsBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/bank-accounts/ars/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/swift/: List SWIFT beneficiaries */
  listSwiftBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/swift/'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/swift/: Register a SWIFT beneficiary */
  createSwiftBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/swift/'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/beneficiaries/bank-accounts/mxn/: List MXN beneficiaries */
  listMxnBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/bank-accounts/mxn/'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/account/beneficiaries/bank-accounts/mxn/: Register a MXN beneficiary */
  createMxnBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/bank-accounts/mxn/'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/beneficiaries/wallets/: List wallets */
  listWalletBeneficiaries: {
    method: 'GET'
    path: '/v2/account/beneficiaries/wallets/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      alias?: string
      walletAddress?: string
      walletChain?: string
    }
    responses: {
      /** Wallets, oldest first */
      200: {
        wallets: Schemas['Wallet'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/beneficiaries/wallets/: Register a wallet */
  createWalletBeneficiary: {
    method: 'POST'
    path: '/v2/account/beneficiaries/wallets/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: {
      alias: Schemas['Alias']
      description?: string
      walletAddress: Schemas['WalletAddress']
      walletChain: 'POLYGON' | 'CELO' | 'ETHEREUM' | 'GNOSIS' | 'MOONBEAM' | 'TRON'
      walletMemo?: string
    }
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/beneficiaries/wallets/{id}: Read a wallet */
  getWalletBeneficiary: {
    method: 'GET'
    path: '/v2/account/beneficiaries/wallets/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The wallet, without a wrapper */
      200: Schemas['Wallet']
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/account/beneficiaries/wallets/{id}: Delete a wallet */
  deleteWalletBeneficiary: {
    method: 'DELETE'
    path: '/v2/account/beneficiaries/wallets/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/bank-accounts/cop/bre-b-info: Who holds a Bre-B key, masked */
  getBreBInfo: {
    method: 'GET'
    path: '/v2/account/bank-accounts/cop/bre-b-info'
    query: {
      breBKey: Schemas['BreBKey']
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The holder */
      200: {
        /** First letters of each name */
        holderName: string
        /** Last four digits */
        holderIdNumber: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
      /** The key is not on the network */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/bank-accounts/brl: The account's own BRL rail */
  getBrlBankAccount: {
    method: 'GET'
    path: '/v2/account/bank-accounts/brl'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/account/bank-accounts/brl/pix-info: Who holds a PIX key, masked */
  getPixInfo: {
    method: 'GET'
    path: '/v2/account/bank-accounts/brl/pix-info'
    query: {
      pixKey: string
      decodePixKey?: string
    }
    responses: {
      /** The holder */
      200: {
        name: string
        /** Masked */
        taxId: string
        bankName: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/bank-accounts/brl/static-br-code: A static PIX code */
  getStaticBrCode: {
    method: 'GET'
    path: '/v2/account/bank-accounts/brl/static-br-code'
    query?: {
      referenceLabel?: string
      amount?: string | number
      additionalData?: string
    }
    responses: {
      /** The code */
      200: {
        brCode: string
      }
    }
  }
  /** GET /v2/account/quote/fixed-rate: A price that holds for 15 seconds */
  createQuote: {
    method: 'GET'
    path: '/v2/account/quote/fixed-rate'
    query: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      inputCurrency: string
      inputPaymentMethod: string
      inputAmount?: Schemas['AmountIn']
      outputCurrency: string
      outputPaymentMethod: string
      outputAmount?: Schemas['AmountIn']
      inputThirdParty: boolean
      outputThirdParty: boolean
      /** For inputs from a chain */
      blockchainSendMethod?: 'PERMIT' | 'TRANSFER'
      /** Fraction: 0.01 is 1 % */
      markupFloatingFee?: number
      markupInputFixedFee?: number
      markupOutputFixedFee?: number
      markupCurrency?: string
      outputBrCode?: string
      ticketRefundId?: string
    }
    responses: {
      /** The quote; amounts are decimal texts */
      200: Schemas['Quote']
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/tickets/: List tickets */
  listTickets: {
    method: 'GET'
    path: '/v2/account/tickets/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      status?: string
      inputCurrency?: string
      inputPaymentMethod?: string
      outputCurrency?: string
      outputPaymentMethod?: string
      endToEndId?: string
      externalId?: string
    }
    responses: {
      /** Tickets, oldest first */
      200: {
        tickets: Schemas['Ticket'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** POST /v2/account/tickets/: Spend a quote */
  createTicket: {
    method: 'POST'
    path: '/v2/account/tickets/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['NewTicket']
    responses: {
      /** The id, and what the payer needs */
      200: {
        id: string
        /** PIX code to pay */
        brCode?: string
        /** Where a COP payer goes; does not resolve */
        depositUrl?: string
        cvu?: string
        bankName?: string
        /** RFC 3339 with nanoseconds */
        expiration?: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/account/tickets/{id}: Read a ticket */
  getTicket: {
    method: 'GET'
    path: '/v2/account/tickets/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The ticket */
      200: {
        ticket: Schemas['Ticket']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** PATCH /v2/account/tickets/{id}/cancel: Cancel a ticket that nobody has paid */
  cancelTicket: {
    method: 'PATCH'
    path: '/v2/account/tickets/{id}/cancel'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Something is missing or wrong */
      400: Schemas['Error']
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/account/tickets/{id}/receipt: Receipt of a paid ticket */
  getTicketReceipt: {
    method: 'GET'
    path: '/v2/account/tickets/{id}/receipt'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** A PDF, ticket-receipt.pdf */
      200: Blob
      /** Something is missing or wrong */
      400: Schemas['Error']
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** POST /v2/documents/: Announce a document */
  createDocument: {
    method: 'POST'
    path: '/v2/documents/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: {
      documentType: 'ID' | 'DRIVERS-LICENSE' | 'PASSPORT' | 'SELFIE' | 'SELFIE-FROM-LIVENESS' | 'RESIDENCE-PERMIT' | 'CERTIFICATE-OF-INCORPORATION' | 'COMPANY-TAX-IDENTIFICATION-DOCUMENT' | 'INVOICE'
      isDoubleSided?: boolean
    }
    responses: {
      /** Where to upload */
      200: {
        id: string
        uploadURLFront?: string
        uploadURLBack?: string
        livenessUrl?: string
        validateLivenessToken?: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/documents/{id}: Whether a document is ready */
  getDocument: {
    method: 'GET'
    path: '/v2/documents/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The document */
      200: {
        document: {
          id: string
          documentType: string
          /** PENDING or OK; the words are ours */
          uploadStatusFront: string
          uploadErrorFront: string
          uploadStatusBack: string
          uploadErrorBack: string
          ready: boolean
        }
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** PUT /uploads/{id}/{side}: Take an upload in place of the storage host */
  uploadDocument: {
    method: 'PUT'
    path: '/uploads/{id}/{side}'
    params: {
      id: string
      side: 'front' | 'back' | 'liveness'
    }
    headers?: {
      'If-None-Match'?: string
    }
    responses: {
      /** Stored */
      200: undefined
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
      /** Something is there already, or the header is missing */
      412: undefined
    }
  }
  /** POST /v2/kyc/new-level-1/api: Ask for level 1 */
  createLevelOne: {
    method: 'POST'
    path: '/v2/kyc/new-level-1/api'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: Schemas['LevelOne']
    responses: {
      /** The id, and nothing else */
      200: Schemas['NewId']
      /** Something is missing or wrong */
      400: Schemas['Error']
      /** An attempt is under way */
      409: Schemas['Error']
    }
  }
  /** POST /v2/kyc/new-level-1/web-sdk: Ask for level 1 on a hosted page */
  createLevelOneWeb: {
    method: 'POST'
    path: '/v2/kyc/new-level-1/web-sdk'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: {
      redirectUrl: string
    }
    responses: {
      /** Pages of the attempt, by account type */
      200: {
        attemptId: string
        kycUrl?: string
        authorizedRepresentativeUrl?: string
        basicCompanyDataUrl?: string
      }
      /** An attempt is under way */
      409: Schemas['Error']
    }
  }
  /** POST /v2/kyc/level-1/web-sdk: Older form of the hosted page */
  createOldLevelOneWeb: {
    method: 'POST'
    path: '/v2/kyc/level-1/web-sdk'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The page; it closes after 24 hours */
      200: {
        url: string
      }
      /** An attempt is under way */
      409: Schemas['Error']
    }
  }
  /** POST /v2/kyc/import-token/: Take over a finished check by token */
  importKycToken: {
    method: 'POST'
    path: '/v2/kyc/import-token/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body: {
      /** Any text but one that holds INVALID; that rule is ours */
      importToken: string
    }
    responses: {
      /** The attempt */
      200: {
        id: string
        message: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/kyc/attempts: List attempts */
  listKycAttempts: {
    method: 'GET'
    path: '/v2/kyc/attempts'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      levelName?: string
      status?: string
      result?: string
    }
    responses: {
      /** Attempts, oldest first */
      200: {
        attempts: Schemas['KycAttemptView'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** GET /v2/kyc/attempts/{id}: Read an attempt */
  getKycAttempt: {
    method: 'GET'
    path: '/v2/kyc/attempts/{id}'
    params: {
      id: string
    }
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    responses: {
      /** The attempt */
      200: {
        attempt: Schemas['KycAttemptView']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** POST /v2/kyc/cop/api: Open the COP rail */
  unlockCop: {
    method: 'POST'
    path: '/v2/kyc/cop/api'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
    }
    body?: Record<string, unknown>
    responses: {
      /** The attempt; a repeat names the same one */
      200: {
        attemptId: string
      }
      /** The attempt; a repeat names the same one */
      201: {
        attemptId: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
      /** COMPANY accounts are not supported */
      501: Schemas['Error']
    }
  }
  /** POST /v2/kyc/ars/api: Open the ARS rail */
  unlockArs: {
    method: 'POST'
    path: '/v2/kyc/ars/api'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/kyc/usd/api: Open the USD rail */
  unlockUsd: {
    method: 'POST'
    path: '/v2/kyc/usd/api'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/kyc/eur/api: Open the EUR rail */
  unlockEur: {
    method: 'POST'
    path: '/v2/kyc/eur/api'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/notifications/webhooks/: List registered URLs */
  listWebhooks: {
    method: 'GET'
    path: '/v2/notifications/webhooks/'
    responses: {
      /** Webhooks */
      200: {
        webhooks: Schemas['Webhook'][]
      }
    }
  }
  /** POST /v2/notifications/webhooks/: Register a URL */
  createWebhook: {
    method: 'POST'
    path: '/v2/notifications/webhooks/'
    body: {
      webhookUrl: Schemas['WebUrl']
      subscriptions: Schemas['Subscriptions']
    }
    responses: {
      /** The webhook's id */
      200: {
        webhookId: string
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** PATCH /v2/notifications/webhooks/: Change a webhook; its id stands in the body */
  updateWebhook: {
    method: 'PATCH'
    path: '/v2/notifications/webhooks/'
    body: {
      webhookId: string
      webhookUrl?: Schemas['WebUrl']
      subscriptions?: Schemas['Subscriptions']
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/notifications/webhooks/{id}: Read a webhook */
  getWebhook: {
    method: 'GET'
    path: '/v2/notifications/webhooks/{id}'
    params: {
      id: string
    }
    responses: {
      /** The webhook */
      200: {
        webhook: Schemas['Webhook']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** DELETE /v2/notifications/webhooks/{id}: Delete a webhook */
  deleteWebhook: {
    method: 'DELETE'
    path: '/v2/notifications/webhooks/{id}'
    params: {
      id: string
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/notifications/webhooks/attempts/: Every try at delivering */
  listWebhookAttempts: {
    method: 'GET'
    path: '/v2/notifications/webhooks/attempts/'
    query?: {
      /** Unix seconds, inclusive */
      createdAfter?: number | string
      /** Unix seconds, inclusive */
      createdBefore?: number | string
      webhookEventId?: string
      unackedOnly?: boolean | string
      /** Of the previous answer */
      cursor?: string
    }
    responses: {
      /** Attempts, oldest first */
      200: {
        eventAttempts: Schemas['EventAttempt'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** PATCH /v2/notifications/webhooks/attempts/: Mark attempts as acknowledged */
  acknowledgeWebhookAttempts: {
    method: 'PATCH'
    path: '/v2/notifications/webhooks/attempts/'
    body: {
      ids: string[]
    }
    responses: {
      /** Done */
      200: Record<string, unknown>
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/notifications/webhooks/attempts/{id}: One try at delivering */
  getWebhookAttempt: {
    method: 'GET'
    path: '/v2/notifications/webhooks/attempts/{id}'
    params: {
      id: string
    }
    responses: {
      /** The attempt */
      200: {
        eventAttempt: Schemas['EventAttempt']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/notifications/webhooks/events/: Everything that happened */
  listWebhookEvents: {
    method: 'GET'
    path: '/v2/notifications/webhooks/events/'
    query?: {
      /** Sub-account that the call is about; empty for the main account */
      subAccountId?: string
      /** Seconds for beneficiaries, milliseconds or ISO 8601 elsewhere */
      createdAfter?: number | string
      createdBefore?: number | string
      /** Of the previous answer */
      cursor?: string
      subscription?: string
      /** Id of the ticket or attempt */
      dataId?: string
    }
    responses: {
      /** Events, oldest first */
      200: {
        events: Schemas['Event'][]
        cursor?: Schemas['Cursor']
      }
    }
  }
  /** GET /v2/notifications/webhooks/events/{id}: One event */
  getWebhookEvent: {
    method: 'GET'
    path: '/v2/notifications/webhooks/events/{id}'
    params: {
      id: string
    }
    responses: {
      /** The event */
      200: {
        event: Schemas['Event']
      }
      /** There is none, or it belongs to another owner */
      404: Schemas['Error']
    }
  }
  /** GET /v2/notifications/email-config: Who gets e-mail about what */
  getEmailConfig: {
    method: 'GET'
    path: '/v2/notifications/email-config'
    responses: {
      /** The setting */
      200: {
        email: string
        subscriptions: string[]
      }
    }
  }
  /** PUT /v2/notifications/email-config: Say who gets e-mail about what */
  putEmailConfig: {
    method: 'PUT'
    path: '/v2/notifications/email-config'
    body: {
      email: string
      subscriptions: string[]
    }
    responses: {
      /** The setting */
      200: {
        email: string
        subscriptions: string[]
      }
      /** Something is missing or wrong */
      400: Schemas['Error']
    }
  }
  /** GET /v2/public-key: The key that webhooks are verified with */
  getPublicKey: {
    method: 'GET'
    path: '/v2/public-key'
    responses: {
      /** PKCS#1 PEM, 2048 bits */
      200: {
        publicKey: string
      }
    }
  }
  /** POST /v2/account/payment-session: Begin a hosted checkout */
  createPaymentSession: {
    method: 'POST'
    path: '/v2/account/payment-session'
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/payment-session/{id}/fixed-quote: Price of a hosted checkout */
  quotePaymentSession: {
    method: 'GET'
    path: '/v2/payment-session/{id}/fixed-quote'
    params: {
      id: string
    }
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** POST /v2/payment-session/{id}/create-ticket: Ticket of a hosted checkout */
  createPaymentSessionTicket: {
    method: 'POST'
    path: '/v2/payment-session/{id}/create-ticket'
    params: {
      id: string
    }
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
  /** GET /v2/payment-session/{id}/get-ticket: Ticket of a hosted checkout as it stands */
  getPaymentSessionTicket: {
    method: 'GET'
    path: '/v2/payment-session/{id}/get-ticket'
    params: {
      id: string
    }
    responses: {
      /** Known by name only; Ensayo answers so */
      501: undefined
    }
  }
}

/** Bodies of what the provider tells, by the notification's name. */
export interface Notifications {
  /** A ticket was created or went on */
  TICKET: Schemas['EventEnvelope']
  /** An attempt went on */
  KYC: Schemas['EventEnvelope']
  /** Limits have changed */
  'LIMIT-UPDATE': Schemas['EventEnvelope']
}
