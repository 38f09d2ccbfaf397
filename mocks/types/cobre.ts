/** Cobre: what is sent, answered and told. Generated from specs/cobre.yaml by `npm run types`. */

/** Shapes that the spec names. */
export interface Schemas {
  Error: {
    /** From the error dictionary */
    error_code: string
    error_description: string
  }
  Page: {
    /** Records in all */
    total_items: number
    total_pages: number
    is_last_page: boolean
    /** Records on this page */
    page_items: number
    page_size: number
    page_number: number
    contents: (Record<string, unknown>)[]
  }
  Event: {
    /** `ev_` and 20 characters */
    id: string
    event_key: string
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** The resource */
    content: Record<string, unknown>
  }
  EvidenceEvent: {
    /** `ev_` and 20 characters */
    id?: string
    event_key?: string
    event_type: 'EvidenceRequest'
    /** Epoch ms */
    timestamp: number
    /** What is asked for and about what */
    content: Record<string, unknown>
  }
  Status: {
    state: string
    /** Empty in every state that is no failure */
    code: string
    description: string
  }
  Connectivity: {
    status: string
    description: string
  }
  NewToken: {
    user_id: string
    secret: string
  }
  Token: {
    /** JWT */
    access_token: string
    type: 'Bearer'
    /** Seconds of life */
    expiration_time?: number
    /** Seconds of life, under the name of quirk cobre.auth.expires-in */
    expires_in?: number
  }
  NewAccount: {
    provider_id: string
    action: string
    alias: string
    /** For `connect` */
    account_type?: string
    tags?: string[]
    /** For `connect`; its fields are not documented */
    metadata?: Record<string, unknown>
  } & {
    provider_id?: 'pr_col_cobre' | 'pr_mex_cobre' | 'pr_mex_cobre2' | 'pr_mex_cobre3' | 'pr_global_cobre' | 'pr_col_1066' | 'pr_col_1007' | 'pr_mex_072' | 'pr_mex_014' | 'pr_mex_012'
  } & {
    account_type?: 'cobre_balance' | 'cc' | 'ch' | 'clabe'
  } & {
    action?: 'create' | 'connect'
  }
  Account: {
    /** `acc_` and letters and digits */
    id: string
    provider_id: string
    provider_name?: string
    connectivity: Schemas['Connectivity']
    alias?: string
    metadata?: {
      available_services?: string[]
      /** Account to which credits are swept */
      primary_account?: string
    }
    /** 18-digit CLABE in Mexico, a Cobre tag for Colombian balances */
    account_number?: string
    account_type?: string
    /** Minor units */
    obtained_balance: number
    /** UTC, ISO 8601 with Z */
    obtained_balance_at?: string
    geo?: 'col' | 'mex' | 'global' | 'usa'
    /** Lower case */
    currency: string
    tags?: string[]
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  AccountChanges: {
    alias?: string
    tags?: string[]
  }
  PrimaryAccount: {
    /** Id of the account that receives the credits */
    primary_account: string
  }
  Transaction: {
    /** `trx_` and 20 characters */
    id: string
    type: string
    /** Minor units; negative for a debit */
    amount: number
    /** Upper case */
    currency: string
    credit_debit_type: 'credit' | 'debit'
    /** UTC, ISO 8601 with Z */
    transaction_date: string
    /** UTC, ISO 8601 with Z */
    created_at?: string
    metadata?: Record<string, unknown>
  }
  NewCounterparty: {
    geo: 'col' | 'mex' | 'global' | 'usa'
    type: string
    alias?: string | null
    /** By type */
    metadata: Record<string, unknown>
  } & {
    type?: 'cc' | 'ch' | 'dp' | 'cobre_balance' | 'breb_key' | 'breb_qr' | 'r2p' | 'r2p_breb' | 'clabe' | 'spei_card' | 'global_deposit_np' | 'global_deposit_le' | 'business'
  } & ({
    metadata?: {
      account_number?: string
      counterparty_id_number?: string
      beneficiary_institution?: string
      counterparty_id_type?: string
    }
  })
  Counterparty: {
    id: string
    geo: string
    type: string
    alias?: string | null
    metadata: Record<string, unknown>
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewRegistration: {
    /** Account to be credited */
    destination_id: string
    registration_description?: string
  }
  Registration: {
    id: string
    counterparty_id?: string
    destination_id?: string
    registration_description?: string
    status: Schemas['Status']
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewMoneyMovement: {
    /** Account, or counterparty of a pay-in */
    source_id: string
    /** Counterparty or account */
    destination_id: string
    /** Minor units */
    amount: number
    /** By rail */
    metadata: Record<string, unknown>
    /** Unique within the organisation */
    external_id?: string
    checker_approval?: boolean
  }
  MoneyMovement: {
    id: string
    batch_id: string
    mm_approval_id: string
    /** `usr_` or `cli_` */
    creator: string
    status: Schemas['Status']
    metadata: Record<string, unknown>
    external_id: string
    checker_approval: boolean
    /** The rail */
    type: string
    geo: string
    source_id: string
    source?: Record<string, unknown> | null
    destination_id: string
    destination?: Record<string, unknown> | null
    /** Lower case */
    currency: string
    /** Minor units */
    amount: number
    /** UTC, ISO 8601 with Z */
    created_at: string
    /** UTC, ISO 8601 with Z */
    updated_at: string
  }
  CreatedMoneyMovement: {
    id: string
    batch_id?: string
    mm_approval_id?: string
    /** `usr_` or `cli_` */
    creator: string
    status: Schemas['Status']
    metadata: Record<string, unknown>
    external_id: string
    checker_approval: boolean
    /** The rail */
    type: string
    geo: string
    source_id: string
    source?: Record<string, unknown> | null
    destination_id: string
    destination?: Record<string, unknown> | null
    /** Lower case */
    currency: string
    /** Minor units */
    amount: number
    /** UTC, ISO 8601 with Z */
    created_at: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewReturn: {
    /** The `trx_` id of the credit */
    transaction_id: string
    metadata: {
      description: string
    }
  }
  NewApproval: {
    money_movement_id: string
    decision: 'approve' | 'reject'
  }
  Approval: {
    id: string
    money_movement_id: string
    decision: string
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewScheduler: {
    account_source_ids: string[]
    destination_id: string
    /** Six fields; UTC */
    schedule_pattern: string
    /** Minor units; 0 sweeps the whole balance */
    amount: number
    metadata?: {
      description?: string
    }
    checker_approval?: boolean
  }
  Scheduler: {
    id: string
    active_status: boolean
    account_source_ids?: string[]
    destination_id?: string
    /** Six fields; UTC */
    schedule_pattern: string
    /** Minor units; 0 sweeps the whole balance */
    amount?: number
    metadata?: {
      description?: string
    }
    checker_approval?: boolean
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  BulkItem: {
    source_id: string
    destination_id?: string
    destination?: Schemas['NewCounterparty']
    /** Minor units */
    amount: number
    /** By rail */
    metadata: Record<string, unknown>
    external_id?: string
  }
  Bulk: {
    id: string
    status: Schemas['Status']
    file_name?: string
    total_money_movements?: number
    checker_approval?: boolean
    decision?: string | null
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  BulkDecision: {
    decision: 'approve' | 'reject'
  }
  NewKey: {
    alias: string
    key_config: 'name' | 'id' | 'random' | 'open_input'
    holder: {
      full_name: string
      id_type: 'DIE' | 'CE' | 'PPT' | 'PA' | 'CC'
      id_number: string
    }
    open_input?: string
  }
  Key: {
    id: string
    account_id?: string
    alias: string
    key_config?: string
    /** What payers type */
    key_value?: string
    holder?: Record<string, unknown>
    connectivity: Schemas['Connectivity']
    previous_action?: Record<string, unknown> | null
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  ActedKey: {
    id: string
    alias?: string
    connectivity: Schemas['Connectivity']
    previous_action: {
      action_requested?: string
      action_code?: string
      action_description?: string
    }
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  KeyAction: {
    action: 'enable' | 'disable'
    reason: 'client_request'
  }
  NewAccountReference: {
    type: string
    source_id: string
    alias: string
  }
  AccountReference: {
    id: string
    type?: string
    source_id?: string
    alias?: string
    connectivity: Schemas['Connectivity']
    /** Number and type of the account once it is enabled */
    metadata?: Record<string, unknown>
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewQuote: {
    currency_pair: string
    /** Minor units of the first currency */
    source_amount: number
    /** A rolling quote is known by name only */
    type: 'static_quote'
  }
  Quote: {
    id: string
    type?: string
    currency_pair?: string
    /** Minor units */
    source_amount?: number
    fees_breakdown?: {
      spread?: number
    }
    fx_rate: number
    /** Minor units */
    destination_amount: number
    quota_limit?: number
    remaining_quota?: number
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    valid_until: string
    last_quote?: boolean
    off_market?: boolean
  }
  NewCrossBorder: {
    source_id: string
    destination_id: string
    forex_quote_id?: string
    external_id?: string
    /** By rail */
    metadata?: Record<string, unknown>
  }
  CrossBorder: {
    id: string
    creator?: string
    status: Schemas['Status']
    /** With the whole quote */
    metadata: Record<string, unknown>
    external_id?: string
    type?: 'cross_border'
    source_id?: string
    destination_id?: string
    /** The pair */
    currency: string
    /** Minor units of the source currency */
    amount: number
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewCheckout: {
    alias: string
    /** Minor units */
    amount: number
    external_id?: string
    /** The payer, if known */
    source_id?: string
    /** Balance that is credited */
    destination_id: string
    checkout_rails: ('pse' | 'bancolombia' | 'nequi' | 'breb_qr' | 'breb_key' | 'breb')[]
    checkout_header?: string
    checkout_item?: string
    description_to_payee?: string
    valid_until?: string
    /** 1 is single use */
    money_movement_intent_limit?: number
    redirect_url?: string
  }
  Checkout: {
    id: string
    alias?: string
    /** Minor units */
    amount?: number
    external_id?: string
    /** The payer, if known */
    source_id?: string
    /** Balance that is credited */
    destination_id?: string
    checkout_rails?: ('pse' | 'bancolombia' | 'nequi' | 'breb_qr' | 'breb_key' | 'breb')[]
    checkout_header?: string
    checkout_item?: string
    description_to_payee?: string
    valid_until?: string
    /** 1 is single use */
    money_movement_intent_limit?: number
    redirect_url?: string
    active_status?: boolean
    /** The hosted page */
    checkout_url: string
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  EvidenceRequest: {
    evidence_request_id: string
    evidence_request_context?: Record<string, unknown>
    evidence_request_description?: string
    evidence_requested?: {
      documents?: string[]
      information?: string[]
    }
    /** pending is assumed, completed documented */
    status: string
  }
  Upload: {
    id: string
    type?: string
  }
  NewUploadIntent: {
    documents: {
      type: 'doc_funds' | 'official_identification_copy' | 'identification_and_address_copy'
    }[]
  }
  UploadIntent: {
    intents: {
      type: string
      url: string
      headers: Record<string, string>
    }[]
  }
  NewReportScheduler: {
    resource: 'accounts'
    layout: 'cobre_balance_multicash_v1'
    metadata: {
      /** A balance of pr_col_cobre */
      account_id: string
    }
  }
  ReportScheduler: {
    id: string
    active_status: boolean
    schedule_pattern: string
    resource?: 'accounts'
    layout?: 'cobre_balance_multicash_v1'
    metadata?: {
      /** A balance of pr_col_cobre */
      account_id: string
    }
    execution_number?: number
    /** UTC, ISO 8601 with Z */
    created_at?: string
    /** UTC, ISO 8601 with Z */
    updated_at?: string
  }
  NewSubscription: {
    events: string[]
    url: string
    description?: string
    /** Enables signing */
    event_signature_key?: string
  }
  Subscription: {
    id: string
    events: string[]
    url: string
    description?: string
    /** Masked but for the last four characters */
    event_signature_key?: string
    /** UTC, ISO 8601 with Z */
    created_at?: string
  }
  Adjustment: {
    account_id: string
    /** Minor units */
    amount: number
    /** 0301 credits and 0350 debits */
    transaction_code: '0301' | '0350'
    description: string
  }
  StateChange: {
    money_movement_id: string
    state: 'completed' | 'rejected'
  }
}

/** By operation id, as `ensayo list operations` shows it. */
export interface Operations {
  /** POST /v1/auth: Get an access token */
  authenticate: {
    method: 'POST'
    path: '/v1/auth'
    body: Schemas['NewToken']
    responses: {
      /** The token */
      200: Schemas['Token']
      /** The token, as some clients expect it */
      201: Schemas['Token']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /auth: Get an access token, at the path that the guide prints */
  authenticateUnversioned: {
    method: 'POST'
    path: '/auth'
    body: Schemas['NewToken']
    responses: {
      /** The token */
      200: Schemas['Token']
      /** The token, as some clients expect it */
      201: Schemas['Token']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts: Obtain all accounts */
  listAccounts: {
    method: 'GET'
    path: '/v1/accounts'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
      alias?: string
      provider_id?: string
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Account'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/accounts: Create a Cobre Balance or connect a bank account */
  createAccount: {
    method: 'POST'
    path: '/v1/accounts'
    body: Schemas['NewAccount']
    responses: {
      /** The account */
      201: Schemas['Account']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts/{account_id}: Obtain one account */
  getAccount: {
    method: 'GET'
    path: '/v1/accounts/{account_id}'
    params: {
      /** Id */
      account_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Account']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** PATCH /v1/accounts/{account_id}: Update an account */
  updateAccount: {
    method: 'PATCH'
    path: '/v1/accounts/{account_id}'
    params: {
      /** Id */
      account_id: string
    }
    body: Schemas['AccountChanges']
    responses: {
      /** The account */
      200: Schemas['Account']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/accounts/{account_id}: Close a Cobre Balance (Mexico) */
  closeAccount: {
    method: 'DELETE'
    path: '/v1/accounts/{account_id}'
    params: {
      /** Id */
      account_id: string
    }
    responses: {
      /** Closed */
      204: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts/{account_id}/transactions: Obtain the transactions of one account */
  listAccountTransactions: {
    method: 'GET'
    path: '/v1/accounts/{account_id}/transactions'
    params: {
      /** Id */
      account_id: string
    }
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Transaction'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts/{account_id}/transactions/{transaction_id}: Obtain one transaction */
  getTransaction: {
    method: 'GET'
    path: '/v1/accounts/{account_id}/transactions/{transaction_id}'
    params: {
      /** Id */
      account_id: string
      /** Id */
      transaction_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Transaction']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/transactions: Obtain all client transactions */
  listTransactions: {
    method: 'GET'
    path: '/v1/transactions'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Transaction'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts/{account_id}/daily_balances: Obtain the daily balance history of an account */
  listDailyBalances: {
    method: 'GET'
    path: '/v1/accounts/{account_id}/daily_balances'
    params: {
      /** Id */
      account_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** PUT /v1/accounts/{account_id}/primary_account: Assign or change the primary account */
  assignPrimaryAccount: {
    method: 'PUT'
    path: '/v1/accounts/{account_id}/primary_account'
    params: {
      /** Id */
      account_id: string
    }
    body: Schemas['PrimaryAccount']
    responses: {
      /** The account */
      200: Schemas['Account']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/accounts/{account_id}/primary_account: Unlink the primary account */
  unlinkPrimaryAccount: {
    method: 'DELETE'
    path: '/v1/accounts/{account_id}/primary_account'
    params: {
      /** Id */
      account_id: string
    }
    responses: {
      /** The account */
      200: Schemas['Account']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/account_verifications: Obtain all account verifications */
  listAccountVerifications: {
    method: 'GET'
    path: '/v1/account_verifications'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/account_verifications: Create an account verification */
  createAccountVerification: {
    method: 'POST'
    path: '/v1/account_verifications'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/account_verifications/{verification_id}: Obtain one account verification */
  getAccountVerification: {
    method: 'GET'
    path: '/v1/account_verifications/{verification_id}'
    params: {
      /** Id */
      verification_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/account_references: List all account references */
  listAccountReferences: {
    method: 'GET'
    path: '/v1/account_references'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['AccountReference'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/account_references: Create an account reference (Transfer-In) */
  createAccountReference: {
    method: 'POST'
    path: '/v1/account_references'
    body: Schemas['NewAccountReference']
    responses: {
      /** The reference in processing */
      201: Schemas['AccountReference']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/account_references/{reference_id}: List one account reference */
  getAccountReference: {
    method: 'GET'
    path: '/v1/account_references/{reference_id}'
    params: {
      /** Id */
      reference_id: string
    }
    responses: {
      /** The record */
      200: Schemas['AccountReference']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/account_references/{reference_id}: Delete an account reference */
  deleteAccountReference: {
    method: 'DELETE'
    path: '/v1/account_references/{reference_id}'
    params: {
      /** Id */
      reference_id: string
    }
    responses: {
      /** Deleted */
      204: undefined
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/account_references/{reference_id}/certificate: Obtain the certificate of an account reference */
  getAccountReferenceCertificate: {
    method: 'GET'
    path: '/v1/account_references/{reference_id}/certificate'
    params: {
      /** Id */
      reference_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/accounts/{account_id}/keys: Obtain all keys */
  listKeys: {
    method: 'GET'
    path: '/v1/accounts/{account_id}/keys'
    params: {
      /** Id */
      account_id: string
    }
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Key'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/accounts/{account_id}/keys: Create a Cobre key */
  createKey: {
    method: 'POST'
    path: '/v1/accounts/{account_id}/keys'
    params: {
      /** Id */
      account_id: string
    }
    body: Schemas['NewKey']
    responses: {
      /** The key in processing */
      201: Schemas['Key']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/accounts/{account_id}/keys/{key_id}: Obtain one key */
  getKey: {
    method: 'GET'
    path: '/v1/accounts/{account_id}/keys/{key_id}'
    params: {
      /** Id */
      account_id: string
      /** Id */
      key_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Key']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/accounts/{account_id}/keys/{key_id}: Cancel a key */
  cancelKey: {
    method: 'DELETE'
    path: '/v1/accounts/{account_id}/keys/{key_id}'
    params: {
      /** Id */
      account_id: string
      /** Id */
      key_id: string
    }
    responses: {
      /** Canceled for good */
      204: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/accounts/{account_id}/keys/{key_id}/key_action: Block or reactivate a key */
  actOnKey: {
    method: 'POST'
    path: '/v1/accounts/{account_id}/keys/{key_id}/key_action'
    params: {
      /** Id */
      account_id: string
      /** Id */
      key_id: string
    }
    body: Schemas['KeyAction']
    responses: {
      /** The key as it was before */
      200: Schemas['ActedKey']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/counterparties: Obtain all counterparties */
  listCounterparties: {
    method: 'GET'
    path: '/v1/counterparties'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
      alias?: string
      counterparty_id_number?: string
      beneficiary_institution?: string
      account_number?: string
      /** `true` shows whole numbers */
      sensitive_data?: string | boolean
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Counterparty'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/counterparties: Create a counterparty */
  createCounterparty: {
    method: 'POST'
    path: '/v1/counterparties'
    body: Schemas['NewCounterparty']
    responses: {
      /** The counterparty, new or known */
      201: Schemas['Counterparty']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/counterparties/{counterparty_id}: Obtain one counterparty */
  getCounterparty: {
    method: 'GET'
    path: '/v1/counterparties/{counterparty_id}'
    params: {
      /** Id */
      counterparty_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Counterparty']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/counterparties/{counterparty_id}: Delete a counterparty */
  deleteCounterparty: {
    method: 'DELETE'
    path: '/v1/counterparties/{counterparty_id}'
    params: {
      /** Id */
      counterparty_id: string
    }
    responses: {
      /** Deleted */
      200: Record<string, unknown>
      /** Deleted */
      204: undefined
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/counterparties/{counterparty_id}/direct_debit_registrations: Obtain all registrations */
  listDirectDebitRegistrations: {
    method: 'GET'
    path: '/v1/counterparties/{counterparty_id}/direct_debit_registrations'
    params: {
      /** Id */
      counterparty_id: string
    }
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Registration'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/counterparties/{counterparty_id}/direct_debit_registrations: Register a counterparty for direct debit */
  createDirectDebitRegistration: {
    method: 'POST'
    path: '/v1/counterparties/{counterparty_id}/direct_debit_registrations'
    params: {
      /** Id */
      counterparty_id: string
    }
    body: Schemas['NewRegistration']
    responses: {
      /** The registration in processing */
      201: Schemas['Registration']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/counterparties/{counterparty_id}/direct_debit_registrations/{registration_id}: Obtain one registration */
  getDirectDebitRegistration: {
    method: 'GET'
    path: '/v1/counterparties/{counterparty_id}/direct_debit_registrations/{registration_id}'
    params: {
      /** Id */
      counterparty_id: string
      /** Id */
      registration_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Registration']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/money_movements: Obtain all money movements */
  listMoneyMovements: {
    method: 'GET'
    path: '/v1/money_movements'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
      external_id?: string
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['MoneyMovement'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/money_movements: Create a money movement */
  createMoneyMovement: {
    method: 'POST'
    path: '/v1/money_movements'
    headers: {
      /** The caller's key; `Idempotency-Key` is another header and is not read */
      idempotency: string
    }
    body: Schemas['NewMoneyMovement']
    responses: {
      /** The movement, accepted */
      201: Schemas['CreatedMoneyMovement']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/money_movements/{money_movement_id}: Obtain one money movement */
  getMoneyMovement: {
    method: 'GET'
    path: '/v1/money_movements/{money_movement_id}'
    params: {
      /** Id */
      money_movement_id: string
    }
    responses: {
      /** The record */
      200: Schemas['MoneyMovement']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/money_movements_return: Return a money movement (Mexico) */
  returnMoneyMovement: {
    method: 'POST'
    path: '/v1/money_movements_return'
    body: Schemas['NewReturn']
    responses: {
      /** The return, accepted */
      201: Schemas['MoneyMovement']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/money_movement_approvals: List all money movement approvals */
  listMoneyMovementApprovals: {
    method: 'GET'
    path: '/v1/money_movement_approvals'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Approval'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/money_movement_approvals: Approve or refuse a money movement */
  decideMoneyMovement: {
    method: 'POST'
    path: '/v1/money_movement_approvals'
    body: Schemas['NewApproval']
    responses: {
      /** The decision */
      201: Schemas['Approval']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/money_movement_schedulers: List all money movement schedulers */
  listMoneyMovementSchedulers: {
    method: 'GET'
    path: '/v1/money_movement_schedulers'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Scheduler'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/money_movement_schedulers: Create a money movement scheduler */
  createMoneyMovementScheduler: {
    method: 'POST'
    path: '/v1/money_movement_schedulers'
    body: Schemas['NewScheduler']
    responses: {
      /** The scheduler */
      201: Schemas['Scheduler']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/money_movement_schedulers/{scheduler_id}: Cancel an active scheduler */
  cancelMoneyMovementScheduler: {
    method: 'DELETE'
    path: '/v1/money_movement_schedulers/{scheduler_id}'
    params: {
      /** Id */
      scheduler_id: string
    }
    responses: {
      /** Canceled */
      204: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/bulk_money_movements: List all bulk money movements */
  listBulkMoneyMovements: {
    method: 'GET'
    path: '/v1/bulk_money_movements'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Bulk'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/bulk_money_movements: Create a bulk money movement */
  createBulkMoneyMovement: {
    method: 'POST'
    path: '/v1/bulk_money_movements'
    query?: {
      /** Name of the file, our own */
      file_name?: string
    }
    headers?: {
      /** Whether the whole bulk waits for approval */
      checker_approval?: 'true' | 'false'
    }
    body: Schemas['BulkItem'][]
    responses: {
      /** The bulk being validated */
      201: Schemas['Bulk']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/bulk_money_movements/{bulk_id}: List one bulk money movement */
  getBulkMoneyMovement: {
    method: 'GET'
    path: '/v1/bulk_money_movements/{bulk_id}'
    params: {
      /** Id */
      bulk_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Bulk']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/bulk_money_movements/{bulk_id}/decision: Decide about a bulk */
  decideBulkMoneyMovement: {
    method: 'POST'
    path: '/v1/bulk_money_movements/{bulk_id}/decision'
    params: {
      /** Id */
      bulk_id: string
    }
    body: Schemas['BulkDecision']
    responses: {
      /** The bulk */
      200: Schemas['Bulk']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/fx_quotes: Obtain all FX quotes */
  listFxQuotes: {
    method: 'GET'
    path: '/v1/fx_quotes'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Quote'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/fx_quotes: Create an FX quote */
  createFxQuote: {
    method: 'POST'
    path: '/v1/fx_quotes'
    body: Schemas['NewQuote']
    responses: {
      /** The quote */
      201: Schemas['Quote']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/fx_quotes/{quote_id}: Obtain one FX quote */
  getFxQuote: {
    method: 'GET'
    path: '/v1/fx_quotes/{quote_id}'
    params: {
      /** Id */
      quote_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Quote']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/cross_border_money_movements: Obtain all cross-border money movements */
  listCrossBorderMoneyMovements: {
    method: 'GET'
    path: '/v1/cross_border_money_movements'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
      external_id?: string
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['CrossBorder'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/cross_border_money_movements: Create a cross-border money movement */
  createCrossBorderMoneyMovement: {
    method: 'POST'
    path: '/v1/cross_border_money_movements'
    headers: {
      /** The caller's key; `Idempotency-Key` is another header and is not read */
      idempotency: string
    }
    body: Schemas['NewCrossBorder']
    responses: {
      /** The movement, accepted */
      201: Schemas['CrossBorder']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/cross_border_money_movements/{cross_border_id}: Obtain one cross-border money movement */
  getCrossBorderMoneyMovement: {
    method: 'GET'
    path: '/v1/cross_border_money_movements/{cross_border_id}'
    params: {
      /** Id */
      cross_border_id: string
    }
    responses: {
      /** The record */
      200: Schemas['CrossBorder']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/checkouts: Obtain all checkouts */
  listCheckouts: {
    method: 'GET'
    path: '/v1/checkouts'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
      external_id?: string
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Checkout'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/checkouts: Create a checkout */
  createCheckout: {
    method: 'POST'
    path: '/v1/checkouts'
    body: Schemas['NewCheckout']
    responses: {
      /** The checkout with its address */
      201: Schemas['Checkout']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/checkout: Create a checkout, at the path that some tables print */
  createCheckoutSingular: {
    method: 'POST'
    path: '/v1/checkout'
    body: Schemas['NewCheckout']
    responses: {
      /** The checkout with its address */
      201: Schemas['Checkout']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/checkouts/{checkout_id}: Obtain one checkout */
  getCheckout: {
    method: 'GET'
    path: '/v1/checkouts/{checkout_id}'
    params: {
      /** Id */
      checkout_id: string
    }
    responses: {
      /** The record */
      200: Schemas['Checkout']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/checkouts/{checkout_id}: Deactivate a checkout */
  deactivateCheckout: {
    method: 'DELETE'
    path: '/v1/checkouts/{checkout_id}'
    params: {
      /** Id */
      checkout_id: string
    }
    responses: {
      /** Deactivated */
      204: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/evidence_requests: Search evidence requests */
  searchEvidenceRequests: {
    method: 'GET'
    path: '/v1/evidence_requests'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['EvidenceRequest'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/evidence_requests/{evidence_request_id}: Obtain an evidence request */
  getEvidenceRequest: {
    method: 'GET'
    path: '/v1/evidence_requests/{evidence_request_id}'
    params: {
      /** Id */
      evidence_request_id: string
    }
    responses: {
      /** The record */
      200: Schemas['EvidenceRequest']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/evidence_requests/{evidence_request_id}/upload_intent: Generate upload links */
  createUploadIntent: {
    method: 'POST'
    path: '/v1/evidence_requests/{evidence_request_id}/upload_intent'
    params: {
      /** Id */
      evidence_request_id: string
    }
    body: Schemas['NewUploadIntent']
    responses: {
      /** One link per document */
      200: Schemas['UploadIntent']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/evidence_requests/{evidence_request_id}/download_intent: Generate a download link */
  createDownloadIntent: {
    method: 'POST'
    path: '/v1/evidence_requests/{evidence_request_id}/download_intent'
    params: {
      /** Id */
      evidence_request_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/evidence_requests/{evidence_request_id}/information: Submit evidence information */
  submitEvidenceInformation: {
    method: 'POST'
    path: '/v1/evidence_requests/{evidence_request_id}/information'
    params: {
      /** Id */
      evidence_request_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/reports: Obtain all reports */
  listReports: {
    method: 'GET'
    path: '/v1/reports'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/reports: Create a report */
  createReport: {
    method: 'POST'
    path: '/v1/reports'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/reports/downloads: Generate a download link for selected reports */
  createReportDownload: {
    method: 'POST'
    path: '/v1/reports/downloads'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/reports/balance_statements: Create a Cobre Balance statement */
  createBalanceStatement: {
    method: 'POST'
    path: '/v1/reports/balance_statements'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/report_schedulers: Obtain all report schedulers */
  listReportSchedulers: {
    method: 'GET'
    path: '/v1/report_schedulers'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['ReportScheduler'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/report_schedulers: Create a report scheduler */
  createReportScheduler: {
    method: 'POST'
    path: '/v1/report_schedulers'
    body: Schemas['NewReportScheduler']
    responses: {
      /** The report scheduler */
      201: Schemas['ReportScheduler']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/report_schedulers/{report_scheduler_id}: Delete a report scheduler */
  deleteReportScheduler: {
    method: 'DELETE'
    path: '/v1/report_schedulers/{report_scheduler_id}'
    params: {
      /** Id */
      report_scheduler_id: string
    }
    responses: {
      /** Deactivated; the record stays */
      204: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/subscriptions: Obtain all subscriptions */
  listSubscriptions: {
    method: 'GET'
    path: '/v1/subscriptions'
    query?: {
      /** Number of the page */
      page_number?: string | number
      /** Records on a page */
      page_size?: string | number
    }
    responses: {
      /** One page */
      200: Schemas['Page'] & {
        contents?: Schemas['Subscription'][]
      }
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/subscriptions: Subscribe to events */
  createSubscription: {
    method: 'POST'
    path: '/v1/subscriptions'
    body: Schemas['NewSubscription']
    responses: {
      /** The subscription; the key is masked */
      201: Schemas['Subscription']
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/subscriptions/events: List all available events */
  listSubscribableEvents: {
    method: 'GET'
    path: '/v1/subscriptions/events'
    responses: {
      /** All events */
      200: Schemas['Page']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** DELETE /v1/subscriptions/{subscription_id}: Delete a subscription */
  deleteSubscription: {
    method: 'DELETE'
    path: '/v1/subscriptions/{subscription_id}'
    params: {
      /** Id */
      subscription_id: string
    }
    responses: {
      /** Deleted */
      204: undefined
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /v1/alerts: Obtain all FX alerts */
  listFxAlerts: {
    method: 'GET'
    path: '/v1/alerts'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/alerts: Create an FX alert */
  createFxAlert: {
    method: 'POST'
    path: '/v1/alerts'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/alerts/{alert_id}: Obtain one FX alert */
  getFxAlert: {
    method: 'GET'
    path: '/v1/alerts/{alert_id}'
    params: {
      /** Id */
      alert_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** DELETE /v1/alerts/{alert_id}: Deactivate an FX alert */
  deactivateFxAlert: {
    method: 'DELETE'
    path: '/v1/alerts/{alert_id}'
    params: {
      /** Id */
      alert_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/subclients: Obtain all subclients */
  listSubclients: {
    method: 'GET'
    path: '/v1/subclients'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/subclients: Create a subclient (named accounts, Mexico) */
  createSubclient: {
    method: 'POST'
    path: '/v1/subclients'
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** GET /v1/subclients/{subclient_id}: Obtain one subclient */
  getSubclient: {
    method: 'GET'
    path: '/v1/subclients/{subclient_id}'
    params: {
      /** Id */
      subclient_id: string
    }
    responses: {
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
      /** Known by name only; the answer is in the shape of Ensayo */
      501: Record<string, unknown>
    }
  }
  /** POST /v1/account_test_transactions: Create a transaction adjustment (QA) */
  adjustAccount: {
    method: 'POST'
    path: '/v1/account_test_transactions'
    body: Schemas['Adjustment']
    responses: {
      /** Booked; no body */
      200: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** POST /v1/change_mm_state: Change a money movement status (QA) */
  changeMoneyMovementState: {
    method: 'POST'
    path: '/v1/change_mm_state'
    body: Schemas['StateChange']
    responses: {
      /** Changed; no body */
      200: undefined
      /** The request is not valid or not possible */
      400: Schemas['Error']
      /** Wrong credentials, or a token that is no longer good */
      401: Schemas['Error']
      /** Over 30 requests a second */
      429: Schemas['Error']
    }
  }
  /** GET /ensayo/checkout/{checkout_id}: Show the page of a checkout */
  showCheckoutPage: {
    method: 'GET'
    path: '/ensayo/checkout/{checkout_id}'
    params: {
      /** Id */
      checkout_id: string
    }
    responses: {
      /** The page */
      200: string
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** POST /ensayo/checkout/{checkout_id}: Take a form of that page */
  submitCheckoutPage: {
    method: 'POST'
    path: '/ensayo/checkout/{checkout_id}'
    params: {
      /** Id */
      checkout_id: string
    }
    body?: Record<string, unknown>
    responses: {
      /** Back to the page */
      303: undefined
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** GET /ensayo/checkout/{checkout_id}/step: Tell the step of that page */
  getCheckoutStep: {
    method: 'GET'
    path: '/ensayo/checkout/{checkout_id}/step'
    params: {
      /** Id */
      checkout_id: string
    }
    responses: {
      /** The step */
      200: {
        step: string
        /** Epoch ms */
        now: number
      }
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** GET /ensayo/pay/{money_movement_id}: Show the page of a payment */
  showPaymentPage: {
    method: 'GET'
    path: '/ensayo/pay/{money_movement_id}'
    params: {
      /** Id */
      money_movement_id: string
    }
    responses: {
      /** The page */
      200: string
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** POST /ensayo/pay/{money_movement_id}: Take a form of that page */
  submitPaymentPage: {
    method: 'POST'
    path: '/ensayo/pay/{money_movement_id}'
    params: {
      /** Id */
      money_movement_id: string
    }
    body?: Record<string, unknown>
    responses: {
      /** Back to the page */
      303: undefined
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** GET /ensayo/pay/{money_movement_id}/step: Tell the step of that page */
  getPaymentStep: {
    method: 'GET'
    path: '/ensayo/pay/{money_movement_id}/step'
    params: {
      /** Id */
      money_movement_id: string
    }
    responses: {
      /** The step */
      200: {
        step: string
        /** Epoch ms */
        now: number
      }
      /** No such resource */
      404: Schemas['Error']
    }
  }
  /** PUT /ensayo/uploads/{upload_id}: Take a document of an upload link */
  uploadDocument: {
    method: 'PUT'
    path: '/ensayo/uploads/{upload_id}'
    params: {
      /** Id */
      upload_id: string
    }
    body?: Blob
    responses: {
      /** Taken; the content is not kept */
      200: undefined
      /** No such resource */
      404: Schemas['Error']
    }
  }
}

/** Bodies of what the provider tells, by the notification's name. */
export interface Notifications {
  /** A balance was credited */
  'accounts.balance.credit': Schemas['Event']
  /** A balance was debited */
  'accounts.balance.debit': Schemas['Event']
  /** A wallet was linked */
  'accounts.linked_wallets.created': Schemas['Event']
  /** A key is processing */
  'cobre_keys.status.processing': Schemas['Event']
  /** A key is registered */
  'cobre_keys.status.registered': Schemas['Event']
  /** A key is unregistered */
  'cobre_keys.status.unregistered': Schemas['Event']
  /** A key is disabled */
  'cobre_keys.status.disabled': Schemas['Event']
  /** A key is failed */
  'cobre_keys.status.failed': Schemas['Event']
  /** A counterparty is processing */
  'counterparty.status.processing': Schemas['Event']
  /** A counterparty is verified */
  'counterparty.status.verified': Schemas['Event']
  /** A counterparty is failed */
  'counterparty.status.failed': Schemas['Event']
  /** A money movement is initiated */
  'money_movements.status.initiated': Schemas['Event']
  /** A money movement is processing */
  'money_movements.status.processing': Schemas['Event']
  /** A money movement is pending_approval */
  'money_movements.status.pending_approval': Schemas['Event']
  /** A money movement is completed */
  'money_movements.status.completed': Schemas['Event']
  /** A money movement is canceled */
  'money_movements.status.canceled': Schemas['Event']
  /** A money movement is returned */
  'money_movements.status.returned': Schemas['Event']
  /** A money movement is rejected */
  'money_movements.status.rejected': Schemas['Event']
  /** A money movement is failed */
  'money_movements.status.failed': Schemas['Event']
  /** A bulk is validating */
  'bulk_money_movements.status.validating': Schemas['Event']
  /** A bulk is processing */
  'bulk_money_movements.status.processing': Schemas['Event']
  /** A bulk is pending_approval */
  'bulk_money_movements.status.pending_approval': Schemas['Event']
  /** A bulk is completed */
  'bulk_money_movements.status.completed': Schemas['Event']
  /** A bulk is canceled */
  'bulk_money_movements.status.canceled': Schemas['Event']
  /** A bulk is failed */
  'bulk_money_movements.status.failed': Schemas['Event']
  /** A cross-border movement is initiated */
  'cross_border_money_movements.status.initiated': Schemas['Event']
  /** A cross-border movement is processing */
  'cross_border_money_movements.status.processing': Schemas['Event']
  /** A cross-border movement is completed */
  'cross_border_money_movements.status.completed': Schemas['Event']
  /** A cross-border movement is rejected */
  'cross_border_money_movements.status.rejected': Schemas['Event']
  /** Cobre asks for evidence */
  'evidence-request.ask': Schemas['EvidenceEvent']
  /** An FX alert goes off */
  'alerts.fx_rate.triggered': Schemas['Event']
  /** A report is ready */
  'reports.created': Schemas['Event']
  /** An account reference is enabled */
  'transfer_acc.status.enabled': Schemas['Event']
  /** An account reference is processing */
  'transfer_acc.status.processing': Schemas['Event']
  /** An account reference is failed */
  'transfer_acc.status.failed': Schemas['Event']
}
