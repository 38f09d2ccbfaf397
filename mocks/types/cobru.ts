/** Cobru: what is sent, answered and told. Generated from specs/cobru.yaml by `npm run types`. */

/** Shapes that the spec names. */
export interface Schemas {
  Access: {
    /** JWT, HS256, with `exp` */
    access: string
  }
  /** Field → messages */
  FieldErrors: Record<string, string[]>
  Result: {
    result: string
  }
  /** One of Cobru's shapes; which one depends on the endpoint */
  Refusal: {
    error?: string | boolean | unknown[]
    cause?: string
    result?: string | unknown[]
    msg?: string | unknown[]
    detail?: string | unknown[]
    code?: string | number | unknown[]
    message?: string | Record<string, unknown> | unknown[]
    payment_method?: string | unknown[]
  }
  /** Pesos, with decimals or as text */
  AmountIn: number | string
  /** What the payer reads */
  Description: string
  /** Days until the last day; 0 is today */
  ExpirationDays: number
  /** JSON text of an object, flag → whether enabled */
  MethodFlags: string
  WebUrl: string
  Email: string
  /** Without spaces; its checksum is not looked at */
  CardNumber: string | number
  /** MM/YY; dates that are past are taken too */
  CardExpiry: string
  CardCode: string | number
  NewPayment: {
    amount: Schemas['AmountIn']
    description: Schemas['Description']
    expiration_days: Schemas['ExpirationDays']
    /** Whether the payer bears the fee */
    client_assume_costs?: boolean
    /** Percentage of VAT on the sale */
    iva?: number
    payment_method_enabled: Schemas['MethodFlags']
    payer_redirect_url: Schemas['WebUrl']
    callback: Schemas['WebUrl']
    /** `API` in the older documents */
    platform?: string
    idempotency_key?: string
    images?: string[] | null
    /** 7777777 pays by itself */
    payer_id?: string | number
  }
  /** Answer of a create */
  Payment: {
    pk: number
    /** Pesos; text with two decimals */
    amount: string | number
    state: Schemas['State']
    /** ISO 8601 with microseconds, offset -05:00 */
    date_created: string
    payment_method: string | null
    /** Slug; the page is at {baseUrl}/{url} */
    url: string
    /** Phone or NIT */
    owner: string
    name: string
    /** What the merchant receives; pesos */
    payed_amount: string | number
    client_assume_costs: boolean
    /** Echoed as sent */
    payment_method_enabled: string
    expiration_days: number
    /** Pesos */
    fee_amount: number | string
    /** VAT on the fee; pesos */
    fee_iva_amount: number | string
    platform: string
    callback?: string | null
    payer_redirect_url?: string | null
    /** Rate of VAT on the fee */
    fee_iva: number
    /** VAT of the sale or of the fee; pesos */
    iva_amount: number
    not_send_email?: boolean
    by_topup?: boolean
    bank_withdraw?: null
    franchise?: null
    wallet_bitcoin?: null
    amount_bitcoin?: null
    currency?: null
    idempotency_key: string
    currency_code: 'COP'
    description?: string
  }
  /** 0 created, 1 in process, 2 not paid or rejected, 3 paid, 4 refunded, 5 expired */
  State: 0 | 1 | 2 | 3 | 4 | 5
  PaymentDetail: {
    pk?: number
    /** Pesos */
    fee_amount: number | string
    payer_id?: string | null
    payer_name?: string | null
    payment_method: string | null
    state: Schemas['State']
    payer_email?: string | null
    payment_method_enabled?: string | Record<string, unknown>
    /** Epoch milliseconds once paid */
    date_payed?: string | number | null
    url: string
    /** Pesos */
    amount: number | string
    expiration_days?: number
    payer_phone?: string | null
    /** Pesos */
    iva_amount: number | string
    /** Epoch milliseconds */
    date_expired?: number
    /** Epoch milliseconds */
    date_created?: number
    images?: unknown[] | string | null
    description: string
    /** Pesos */
    payed_amount: number | string
    client_assume_costs?: boolean
    currency_code?: 'COP'
  }
  /** One submission of details. Kept so that an older QR can be told from the current one. */
  PaymentOrder: {
    /** `GOrdenId` */
    id?: string
  }
  PaymentDetails: {
    /** Method literal; see the documentation of each method */
    payment?: string
    name?: string
    /** Payer's document number */
    cc?: string | number
    /** Other name of `cc` */
    document_number?: string | number
    /** CC, TI, CE, NIT or PA */
    document_type?: string
    email?: string
    phone?: string | number
    address?: string
    /** `bankCode` of /get_banks/1/ */
    bank?: string | number
    phone_nequi?: string | number
    /** Whether Nequi calls the payer's app */
    push?: boolean
    /** Card number without spaces */
    credit_card?: string | number
    /** MM/YY */
    expiration_date?: string
    cvv?: string | number
    /** Instalments */
    dues?: number | string
    /** Older switch for the shape of the answer; read by nobody here */
    json?: boolean
  }
  SubmittedDetails: string | Schemas['SerializedModel'][] | Record<string, unknown>
  /** As Django serialises a row */
  SerializedModel: {
    model: 'api.paymentorder' | 'api.cobru'
    pk: number
    fields: Record<string, unknown> | string
  }
  /** In the currency of the operation, with decimals or as text */
  Money: number | string
  Transfer: {
    from_user: string | number
    to_user: string | number
    /** Pesos */
    amount: number
    /** ISO 8601, offset -05:00 */
    date: string
  }
  CashRow: {
    /** What was asked for; pesos */
    amount: number
    /** ISO 8601, offset -05:00 */
    date: string
    /** Number of the sender */
    from_user: string
    from_user_phone: string
    pk: number
    /** Name or document of who collects */
    to_user: string
    to_user_phone: 'N/A'
    method: string
    /** See quirk cobru.cash.state-model */
    state: number
    callback: string | null
  }
  /** As it is kept */
  CashWithdrawal: {
    id?: string
  }
  /** As it is kept */
  BankWithdrawal: {
    id?: string
  }
  BankRecord: {
    type: 'third_party_withdraw'
    pk: number
    /** 0 created, 1 in process, 2 deposited, 3 consigned, 4 error, 5 rejected */
    state: number | string
    /** What leaves the balance */
    amount: string
    /** What arrives */
    payed_amount: string
    fee: number
    /** VAT on the fee */
    fee_iva: number
    /** Tax of 4 in 1000 */
    gmf: string
    /** Account, key, PIX key, CBU, CVU or CLABE */
    account_number: string
    description: string
    /** Epoch milliseconds in a list, [0] when empty */
    date_created: number[] | string | null
    /** Epoch milliseconds in a list, [0] when empty */
    date_consigned: number[] | string | null
    /** Epoch milliseconds in a list, [0] when empty */
    date_deposited: number[] | string | null
    /** Epoch milliseconds in a list, [0] when empty */
    date_rejected: number[] | string | null
    /** Epoch milliseconds in a list, [0] when empty */
    date_payed: number[] | string | null
    account_holder_name: string
    account_holder_document_type: number
    account_holder_document: string
    account_date_registered?: number
    account_type: number
    /** 0 created, 1 in process, 2 registered, 3 error */
    account_state: number
    account_bank: string | null
    owner_id: number
    owner_first_name?: string
    owner_last_name?: string
    payer_name: string
    payer_id: string
    account_phone: string
    account_email: string
    bank_dispersion?: null
    payment_method: string
    /** Not in the printed record; tells the rails apart */
    currency_code?: 'COP' | 'BRL' | 'ARS' | 'MXN'
    callback: string | null
    /** Why the bank refused */
    note: string | null
  }
  DataPackage: {
    /** Pesos */
    amount: number
    cell_provider: string
    code_provider: string
    id: number
    package_description: string
    time: null
  }
  /** As it is kept */
  DebitCard: {
    id?: string
  }
  DebitCardView: {
    /** Pesos */
    balance: string | number
    cvv: string
    /** MM/YY */
    display_expiration: string
    id: string | number
    masked_pan: string
    /** As `balance` in every sample */
    max_balance: string | number
    state: 'ACTIVE' | 'FROZEN'
    support_token: string
  }
  DebitCardRow: {
    card_id: string | number
    date_created: string
    masked_pan: string
    owner: number
    state: 'ACTIVE' | 'FROZEN'
    support_token: string
  }
  FrozenCardView: {
    id: string | number
    balance: string | number
    display_expiration: string
    available_balance: string | number
    masked_pan: string
    cvv: string
    state: 'ACTIVE' | 'FROZEN'
  }
  /** As it is kept */
  CardTransaction: {
    id?: string
  }
  /** As it is kept */
  SoatQuote: {
    id?: string
  }
  /** A kept credit card, without its number */
  StoredCard: {
    id?: string
  }
  /** A white-label user, as it is kept */
  User: {
    id?: string
  }
  /** What was bought with the balance */
  Purchase: {
    id?: string
  }
  /** Keys of both generations; which ones are sent is quirk cobru.webhook.payload */
  PaymentUpdated: {
    /** The merchant's reference */
    orderId?: string
    payed?: boolean
    state: Schemas['State']
    payment_method: string | null
    /** Pesos */
    amount: string | number
    /** Slug */
    url: string
    /** Pesos */
    payed_amount?: number
    /** Pesos */
    fee_amount?: number
    /** VAT on the fee, in pesos */
    iva_amount?: number
    payer_name?: string
    payer_email?: string
    /** Lower case */
    payer_id_type?: string
    payer_id?: string
    payer_phone?: string
    description?: string
    /** Trace code of PSE */
    cus?: string
  }
}

/** By operation id, as `ensayo list operations` shows it. */
export interface Operations {
  /** POST /token/refresh/: Exchange the refresh token for an access token */
  refreshToken: {
    method: 'POST'
    path: '/token/refresh/'
    body: {
      /** Long-lived token from the panel */
      refresh: string
    }
    responses: {
      /** A new access token; older ones stay valid until they expire */
      200: Schemas['Access']
      /** The field is missing */
      400: Schemas['FieldErrors']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /token/: Log in with user name and password */
  createToken: {
    method: 'POST'
    path: '/token/'
    body: {
      username: string
      password: string
    }
    responses: {
      /** An access token and a refresh token of its own */
      200: {
        /** JWT, HS256 */
        access: string
        /** JWT, HS256 */
        refresh: string
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /cobru/: The list that one page promises */
  listPayments: {
    method: 'GET'
    path: '/cobru/'
    responses: {
      /** Newest first */
      200: Schemas['PaymentDetail'][]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** Only POST is served */
      405: Schemas['Refusal']
    }
  }
  /** POST /cobru/: Create a payment link */
  createPayment: {
    method: 'POST'
    path: '/cobru/'
    body: Schemas['NewPayment']
    responses: {
      /** The payment, in state 0 */
      201: Schemas['Payment']
      /** A field is missing or invalid; each with its list of messages */
      400: Schemas['FieldErrors']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The body is at fault, though the status speaks of access; or the API key is */
      403: Schemas['Refusal']
      /** The idempotency key was used before */
      409: Schemas['Refusal']
    }
  }
  /** GET /cobru_detail/{url}: Consult a payment */
  getPayment: {
    method: 'GET'
    path: '/cobru_detail/{url}'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    responses: {
      /** The payment as it stands */
      200: Schemas['PaymentDetail']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cobru_detail/{url}: Consult a payment, as the older sample code calls it */
  getPaymentByPost: {
    method: 'POST'
    path: '/cobru_detail/{url}'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    responses: {
      /** The payment as it stands */
      200: Schemas['PaymentDetail']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
      /** Only GET is served */
      405: Schemas['Refusal']
    }
  }
  /** POST /edit_cobru/: Change a payment that is not paid yet */
  editPayment: {
    method: 'POST'
    path: '/edit_cobru/'
    body: {
      /** Slug */
      url: string
      description?: Schemas['Description']
      amount?: Schemas['AmountIn']
      expiration_days?: Schemas['ExpirationDays']
      payment_methods?: Schemas['MethodFlags']
      /** Percentage of VAT on the sale */
      fee_iva?: number | string
    }
    responses: {
      /** What has changed; fields that were not sent stay */
      200: {
        description: string
        url: string
        /** Pesos */
        amount: number
        /** Pesos, unrounded */
        payed_amount: number
        /** VAT on the fee in pesos, unrounded */
        iva_amount: number
        /** Pesos, unrounded */
        fee_amount: number
        /** Epoch milliseconds */
        date_created: number
      }
      /** A field is invalid, or the state allows no change */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cobru/estimate/: Quote fee, VAT and net of an amount */
  estimatePayment: {
    method: 'POST'
    path: '/cobru/estimate/'
    body: {
      amount: Schemas['AmountIn']
      /** Whether the payer bears the fee */
      client_assume_costs?: boolean
    }
    responses: {
      /** The quote, in pesos */
      200: {
        cobru_amount: number
        cobru_fee: number
        /** VAT on the fee */
        iva: number
        /** What the merchant receives */
        cobru_payed_amount: number
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /cobru/update_to_expired/: Expire a payment before its time */
  expirePayment: {
    method: 'POST'
    path: '/cobru/update_to_expired/'
    body: {
      /** Slug */
      url: string
    }
    responses: {
      /** Expired */
      200: Schemas['Result']
      /** The payment is paid or expired already; the shape is not documented */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /get_banks/1/: List the banks of PSE */
  listPseBanks: {
    method: 'GET'
    path: '/get_banks/1/'
    responses: {
      /** Banks; the three that are published */
      200: {
        bankName: string
        /** What `bank` of a PSE payment takes */
        bankCode: string
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /c/get_banks/: List the banks of PSE for Cobru's own page */
  listCheckoutBanks: {
    method: 'GET'
    path: '/c/get_banks/'
    responses: {
      /** Banks; the three that are published */
      200: {
        bankName: string
        /** What `bank` of a PSE payment takes */
        bankCode: string
      }[]
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cobru/confirm_daviplata/: Confirm a Daviplata payment with the payer's one-time code */
  confirmDaviplata: {
    method: 'POST'
    path: '/cobru/confirm_daviplata/'
    body: {
      /** Slug */
      URL: string
      /** Six digits */
      OTP: string | number
    }
    responses: {
      /** Paid */
      200: Schemas['Result']
      /** A wrong code, or nothing to confirm; the shape is not documented */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /breb_status/{GOrdenId}/: Poll a Bre-B payment order */
  getBrebStatus: {
    method: 'GET'
    path: '/breb_status/{GOrdenId}/'
    params: {
      /** `GOrdenId` of the payment order */
      GOrdenId: string
    }
    responses: {
      /** State of the order */
      200: {
        /** PENDING is assumed */
        state: 'PENDING' | 'COMPLETED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED'
      }
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /pay/{pk}: The path that does not open a payment */
  showDeadLink: {
    method: 'GET'
    path: '/pay/{pk}'
    params: {
      /** `pk` of a payment */
      pk: string
    }
    responses: {
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
      /** The server's error page */
      500: string
    }
  }
  /** GET /{url}: Hosted payment page */
  showCheckout: {
    method: 'GET'
    path: '/{url}'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    responses: {
      /** The page */
      200: string
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /{url}: Submit the payer and the method */
  submitPaymentDetails: {
    method: 'POST'
    path: '/{url}'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    body: Schemas['PaymentDetails']
    responses: {
      /** The order, in a shape that depends on the method and on quirks */
      200: Schemas['SubmittedDetails']
      /** Refused, in one of several shapes */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The payer owns the payment */
      403: Schemas['Refusal']
      /** No such payment, or no such Cobru user */
      404: Schemas['Refusal']
    }
  }
  /** GET /{url}/checkout/: Step that the emulated page shows now */
  getCheckoutStatus: {
    method: 'GET'
    path: '/{url}/checkout/'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    responses: {
      /** The step and the instant on the account's clock */
      200: {
        step: string
        /** Epoch milliseconds */
        now: number
      }
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /{url}/checkout/: Take a form of the emulated page */
  postCheckout: {
    method: 'POST'
    path: '/{url}/checkout/'
    params: {
      /** Slug of the payment, eight lower-case letters and digits in every sample */
      url: string
    }
    body: {
      /** submit, pay, decline, otp or retry */
      action?: string
      method?: string
      otp?: string
      lang?: string
    }
    responses: {
      /** Back to the page */
      303: undefined
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /balance/: Show the balance in every currency */
  getBalance: {
    method: 'GET'
    path: '/balance/'
    responses: {
      /** Amounts as text with two decimals */
      200: {
        /** Pesos */
        balance: string
        balance_cop?: string
        balance_usd: string
        balance_ars?: string
        balance_mxn?: string
        balance_brl?: string
        /** Pesos; assumed to be what is on its way out */
        pendingBalance?: string
        saved?: number
        profits?: number
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /movements/movements_by_types/: List movements of one type */
  listMovements: {
    method: 'GET'
    path: '/movements/movements_by_types/'
    query?: {
      /** true for payments */
      by_cobrus?: string
      /** true for cash and bank withdrawals */
      by_withdraws?: string
      /** true for transfers */
      by_sends?: string
      /** true for services, cards and crypto */
      by_other_payments?: string
      /** Rows to a page, 10 by default */
      per_page?: number
      /** From 1 */
      page_num?: number
    }
    responses: {
      /** A page of rows, newest first */
      200: {
        data: {
          type: string
          pk: number
          /** Two decimals */
          amount: string
          reference_cobru: string
          /** Epoch milliseconds */
          date_created: number
          /** Epoch milliseconds, 0 while unpaid */
          date_payed: number
          fee_iva?: number
          account_number?: string
          amount_bitcoin?: null
          amount_saved_transaction?: number
          by_saved_transaction?: boolean
          by_topup?: boolean
          client_assume_costs?: boolean
          /** Payouts */
          currency_code?: string
          cus?: string
          /** Epoch milliseconds */
          date_expired?: number
          description?: string
          document_type?: string
          expiration_days?: number
          /** Two decimals */
          fee_amount?: string
          /** Two decimals */
          fee_iva_amount?: string
          franchise?: string | null
          /** Transfers */
          from_user?: string
          /** Payouts, two decimals */
          gmf?: string
          images?: unknown[] | string | null
          img?: string
          /** Two decimals */
          iva_amount?: string
          /** Two decimals */
          payed_amount?: string
          payer_email?: string
          payer_id?: string | number
          payer_name?: string
          payer_phone?: string | number
          payment_method?: string | number | null
          payment_method_enabled?: string | Record<string, unknown>
          qr_bitcoin?: null
          qr_bitcoin_ln?: null
          state?: number | string
          /** Two decimals */
          tax_amount_retefuente?: string
          /** Two decimals */
          tax_amount_reteica?: string
          /** Two decimals */
          tax_amount_reteiva?: string
          /** Transfers */
          to_user?: string
          url?: string
          url_bitcoin?: null
          url_bitcoin_ln?: null
          wallet?: null
        }[]
        status: 200
      }
      /** No type, or several */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /settings/price_trm/: Show the pesos per US dollar of the day */
  getTrm: {
    method: 'GET'
    path: '/settings/price_trm/'
    responses: {
      /** The rate */
      200: {
        price: number
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /send/: List transfers sent and received */
  listTransfers: {
    method: 'GET'
    path: '/send/'
    responses: {
      /** Newest first */
      200: Schemas['Transfer'][]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /send/: Send balance to another Cobru user */
  sendMoney: {
    method: 'POST'
    path: '/send/'
    body: {
      /** Phone, or user name with the brand in front */
      to_user: string | number
      amount: Schemas['Money']
    }
    responses: {
      /** Sent; the balance has changed */
      200: {
        pk: number
      } & Schemas['Transfer']
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The sender is not verified, or is the receiver; or the API key is unknown */
      403: Schemas['Refusal']
      /** No such user */
      404: Schemas['Refusal']
    }
  }
  /** GET /cashwithdraw/: List cash withdrawals */
  listCashWithdrawals: {
    method: 'GET'
    path: '/cashwithdraw/'
    responses: {
      /** Newest first */
      200: Schemas['CashRow'][]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /cashwithdraw/: Have cash handed out at a counter */
  createCashWithdrawal: {
    method: 'POST'
    path: '/cashwithdraw/'
    body: {
      /** `efecty` */
      method: string
      /** Document of who collects */
      document: string | number
      amount: Schemas['Money']
      /** Days until the last day; 0 is today */
      exp_days: number | string
      /** Who collects */
      name: string
      coupon?: string | null
      callback?: Schemas['WebUrl']
      estimate?: boolean
    }
    responses: {
      /** Created, quoted or refused because of the coupon */
      200: {
        status: 'ok'
        document: string
        /** Id of the withdrawal */
        ref?: number
        /** What is handed out; pesos */
        amount: number
      }
      /** Refused, in one of several shapes */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /cashwithdraw/{id}: Show a cash withdrawal */
  getCashWithdrawal: {
    method: 'GET'
    path: '/cashwithdraw/{id}'
    params: {
      /** `pk` of the list, `ref` of the create */
      id: string
    }
    responses: {
      /** The withdrawal as it stands */
      200: Schemas['CashRow']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cancelcashwithdraw/: Cancel a cash withdrawal that nobody has collected */
  cancelCashWithdrawal: {
    method: 'POST'
    path: '/cancelcashwithdraw/'
    body: {
      /** `ref` of the create */
      id: number | string
    }
    responses: {
      /** Cancelled; the money is back */
      200: {
        message: string
      }
      /** It does not exist, or has ended */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /bank_list_third_party_withdraw/: List the banks of third-party withdrawals */
  listPayoutBanks: {
    method: 'GET'
    path: '/bank_list_third_party_withdraw/'
    responses: {
      /** The five that are published */
      200: {
        /** What `bank_name` takes */
        id: number
        name: string
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /bank_list/: List banks by country */
  listCountryBanks: {
    method: 'GET'
    path: '/bank_list/'
    query?: {
      /** Two letters; without it every country */
      country?: 'AR' | 'BR' | 'CO' | 'EC' | 'MX'
    }
    responses: {
      /** Banks */
      200: {
        id: string
        name: string
        /** Three letters */
        country: string
        currency: string
      }[]
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /thirdpartywithdraw/: List bank withdrawals */
  listBankWithdrawals: {
    method: 'GET'
    path: '/thirdpartywithdraw/'
    query?: {
      /** That of the create */
      idempotency_key?: string
      /** From 1; ten to a page */
      page?: number
    }
    responses: {
      /** Newest first */
      200: Schemas['BankRecord'][] | {
        count: number
        next: string | null
        previous: string | null
        results: Schemas['BankRecord'][]
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /thirdpartywithdraw/: Pay out to a bank account in Colombia */
  createThirdPartyWithdrawal: {
    method: 'POST'
    path: '/thirdpartywithdraw/'
    body: {
      account_holder_name: string
      /** 0 savings, 1 checking */
      account_type: 0 | 1 | '0' | '1' | 'savings' | 'checking' | 'ahorros' | 'corriente'
      account_holder_document: string | number
      /** 0 CC, 1 CE, 2 TI, 3 NIT, 4 passport */
      account_holder_document_type: 0 | 1 | 2 | 3 | 4 | '0' | '1' | '2' | '3' | '4' | 'CC' | 'CE' | 'TI' | 'NIT' | 'PA'
      account_number: string | number
      /** Id of a bank of the list */
      bank_name?: number | string | null
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /thirdpartywithdraw/{id}: Show a bank withdrawal in full */
  getBankWithdrawal: {
    method: 'GET'
    path: '/thirdpartywithdraw/{id}'
    params: {
      /** `pk` of the create */
      id: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cancelthirdpartywithdraw/: Cancel a bank withdrawal that is not processed yet */
  cancelThirdPartyWithdrawal: {
    method: 'POST'
    path: '/cancelthirdpartywithdraw/'
    body: {
      /** `pk` of the create */
      id: number | string
    }
    responses: {
      /** Cancelled; the money is back */
      200: Schemas['Result']
      /** It does not exist, or is on its way */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /get_withdraw/: Show a bank withdrawal in short */
  getWithdrawal: {
    method: 'GET'
    path: '/get_withdraw/'
    query: {
      /** `pk` of the create */
      pk: string
    }
    responses: {
      /** The withdrawal as it stands */
      200: {
        id: string
        amount: number
        status: 'Pendiente' | 'En proceso' | 'Depositado' | 'Consignado' | 'Error' | 'Rechazado' | 'Cancelado'
        created_at: string
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /cancel_withdraw/: Cancel a bank withdrawal of any rail that is not processed yet */
  cancelWithdrawal: {
    method: 'POST'
    path: '/cancel_withdraw/'
    body: {
      /** `pk` of the create */
      id: number | string
    }
    responses: {
      /** Cancelled; the money is back */
      200: {
        message: string
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /panel/detail_withdraw_pdf/: Draw a receipt of a bank withdrawal */
  getWithdrawalReceipt: {
    method: 'GET'
    path: '/panel/detail_withdraw_pdf/'
    query: {
      /** `pk` of the create */
      withdraw_id: string
    }
    responses: {
      /** A page with the amounts */
      200: Blob
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /withdraw/co/: Pay out to a Bre-B key */
  createBrebWithdrawal: {
    method: 'POST'
    path: '/withdraw/co/'
    body: {
      amount: Schemas['Money']
      account_holder_name: string
      /** Bre-B key: a phone, or an alias that begins with @ */
      key_value: string
      /** 8 in the sample; not read */
      account_type?: number | string
      description?: string | null
      callback?: Schemas['WebUrl']
      idempotency_key?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /withdraw/br/: Pay out by PIX in Brazil */
  createBrazilWithdrawal: {
    method: 'POST'
    path: '/withdraw/br/'
    body: {
      currency_code: 'BRL'
      pix_key: string
      /** 2 cpf, 3 cnpj, 4 email, 5 phone, 6 random */
      pix_key_type: 2 | 3 | 4 | 5 | 6 | '2' | '3' | '4' | '5' | '6' | 'cpf' | 'cnpj' | 'email' | 'phone' | 'random'
      cpf?: string
      cnpj?: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /withdraw/ar/: Pay out to a CBU or CVU in Argentina */
  createArgentinaWithdrawal: {
    method: 'POST'
    path: '/withdraw/ar/'
    body: {
      currency_code: 'ARS'
      bank_name: number | string
      /** 22 digits */
      cbu?: string
      /** 22 digits */
      cvu?: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /withdraw/mx/: Pay out to a CLABE in Mexico */
  createMexicoWithdrawal: {
    method: 'POST'
    path: '/withdraw/mx/'
    body: {
      currency_code: 'MXN'
      /** 18 digits */
      clabe: string
      beneficiary: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /third_party_withdraw/create/brl/: Pay out by PIX in Brazil, the older path */
  createBrazilWithdrawalOld: {
    method: 'POST'
    path: '/third_party_withdraw/create/brl/'
    body: {
      currency_code: 'BRL'
      /** 902 is the sandbox's */
      bank_name: number
      pix_key: string
      pix_key_type: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /third_party_withdraw/create/ars/: Pay out to a CBU or CVU in Argentina, the older path */
  createArgentinaWithdrawalOld: {
    method: 'POST'
    path: '/third_party_withdraw/create/ars/'
    body: {
      currency_code: 'ARS'
      bank_name: number | string
      /** 22 digits */
      cbu?: string
      /** 22 digits */
      cvu?: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /third_party_withdraw/create/mxn/: Pay out to a CLABE in Mexico, the older path */
  createMexicoWithdrawalOld: {
    method: 'POST'
    path: '/third_party_withdraw/create/mxn/'
    body: {
      /** Required and not read */
      coupon: string
      currency_code: 'MXN'
      /** 904 is the sandbox's */
      bank_name: number
      /** 18 digits */
      clabe: string
      longitude?: string | number
      latitude?: string | number
      amount: Schemas['Money']
      account_phone: string | number
      account_email: string
      callback?: Schemas['WebUrl']
      idempotency_key?: string
      description?: string | null
      platform?: string
    }
    responses: {
      /** Created; it goes on by itself and tells the callback */
      200: Schemas['BankRecord']
      /** Created; it goes on by itself and tells the callback */
      201: Schemas['BankRecord']
      /** The balance is too small, a code of the bank, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /withdraw/: List withdrawals to registered accounts */
  listRegisteredWithdrawals: {
    method: 'GET'
    path: '/withdraw/'
    responses: {
      /** Newest first */
      200: {
        state: number | string
        account_number: string
        /** Pesos */
        amount: number
        /** Pesos */
        payed_amount: number
        date_created: string
        date_consigned: string | null
        date_deposited: string | null
        date_rejected: string | null
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /withdraw/: Pay out to a registered account, the oldest way */
  createRegisteredWithdrawal: {
    method: 'POST'
    path: '/withdraw/'
    body: {
      /** Number of the registered account */
      bank_account: number
      /** Pesos */
      amount: number
      coupon?: number | null
    }
    responses: {
      /** Created */
      201: {
        amount: number
        pk: number
        success: true
      }
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** It could not be created; the body is not documented */
      503: {
        success?: boolean
      }
    }
  }
  /** POST /request_service_reload/: Recharge a phone */
  rechargePhone: {
    method: 'POST'
    path: '/request_service_reload/'
    body: {
      value: Schemas['Money']
      recipient: string | number
      /** claro, tigo, movistar, avantel, movilexito, virginmobile, directv or flashmobile */
      operator: string
    }
    responses: {
      /** Recharged */
      200: {
        result: string
        message: string
      }
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /pines/all_pines/: List operators of PINs, or what one sells */
  listPins: {
    method: 'GET'
    path: '/pines/all_pines/'
    query?: {
      /** Number of an operator */
      operator?: string
    }
    responses: {
      /** Numbers of operators, or their PINs */
      200: (number | {
        description: string
        id: number
        id_pin: string
        operator: number
        time: null
        /** Pesos */
        valor: number
      })[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /pin/: Buy a PIN */
  buyPin: {
    method: 'POST'
    path: '/pin/'
    body: {
      id_pin: string | number
      operator: string | number
    }
    responses: {
      /** Bought */
      200: {
        status: string
        pin: string
        pk: string
      }
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /packages/all_packages/: List who sells data packages, or the packages of one */
  listPackages: {
    method: 'GET'
    path: '/packages/all_packages/'
    query?: {
      /** Who sells */
      cell_provider?: string
    }
    responses: {
      /** Names, or packages */
      200: {
        data: (string | Schemas['DataPackage'])[]
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /packages/buy/: Buy a data package */
  buyPackage: {
    method: 'POST'
    path: '/packages/buy/'
    body: {
      cell_provider: string
      code_provider: string | number
      phone: string | number
    }
    responses: {
      /** Bought; that it stands below `data` is assumed */
      200: {
        data: Schemas['DataPackage']
      }
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /soat/: Quote the compulsory insurance of a vehicle */
  quoteSoat: {
    method: 'GET'
    path: '/soat/'
    query: {
      /** Number plate */
      placa: string
      /** Kind of vehicle */
      type: 'car' | 'bike'
    }
    responses: {
      /** The quote */
      200: {
        /** Pesos */
        valor: number
        /** What a purchase takes */
        tx_id: string
        placa?: string
        type?: string
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /soat/: Buy the insurance that was quoted */
  buySoat: {
    method: 'POST'
    path: '/soat/'
    body: {
      placa: string
      nombres: string
      apellidos: string
      /** F natural, J legal */
      tipo_persona?: string
      /** `cod_tipo_doc` of /soat/doc_types/ */
      tipo_doc?: string | number
      documento: string | number
      /** 1 home, 2 office, 6 post box */
      tipo_dir?: string | number
      direccion?: string
      /** `cod_dpto` of /soat/cities/ */
      dpto?: string | number
      /** `cod_municipio` of /soat/cities/ */
      mcp?: string | number
      /** M or F */
      sexo?: string
      celular?: string | number
      email?: string
      /** That of the quote */
      tx_id: string
      type: 'car' | 'bike'
    }
    responses: {
      /** Bought when `status` is the text 0 */
      200: {
        status: string
        message?: string
        pk?: string
      }
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /soat/doc_types/: List document types of the insurance */
  listSoatDocumentTypes: {
    method: 'GET'
    path: '/soat/doc_types/'
    responses: {
      /** The two that are printed */
      200: {
        result: (Record<string, unknown>)[]
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /soat/cities/: List departments, or the towns of one */
  listSoatCities: {
    method: 'GET'
    path: '/soat/cities/'
    query?: {
      /** `cod_dpto` of the list */
      dpto?: string
    }
    responses: {
      /** Those that are printed */
      200: {
        result: (Record<string, unknown>)[]
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /cobru/debit/create_and_reload_card/: Create a debit card, or put money on one */
  createOrReloadCard: {
    method: 'POST'
    path: '/cobru/debit/create_and_reload_card/'
    body: {
      /** Pesos; 0 creates */
      amount: number | string
      card_id?: string | number
    }
    responses: {
      /** The card */
      200: {
        card: Schemas['DebitCardView']
        status: 200
      } | {
        result: Schemas['DebitCardView']
        status: 200
      } | Schemas['DebitCardView']
      /** The balance is too small, or a field is missing or invalid */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
    }
  }
  /** GET /cobru/debit/get_card/: List debit cards, or show one */
  getCards: {
    method: 'GET'
    path: '/cobru/debit/get_card/'
    query?: {
      /** Without it all are listed */
      card_id?: string
    }
    responses: {
      /** Rows, or one card */
      200: Schemas['DebitCardRow'][] | {
        card: Schemas['DebitCardView']
        status: 200
      } | {
        result: Schemas['DebitCardView']
        status: 200
      } | Schemas['DebitCardView']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
    }
  }
  /** GET /cobru/debit/get_transactions/: List what went onto and off a debit card */
  listCardTransactions: {
    method: 'GET'
    path: '/cobru/debit/get_transactions/'
    query: {
      /** Id of the card */
      card_id: string
      /** Rows to a page, 10 by default */
      per_page?: number
      /** From 1 */
      page_num?: number
    }
    responses: {
      /** Newest first */
      200: ({
        id: number
        /** Pesos, below nothing when spent */
        amount: number
        status: string
        created_at: string
        merchant_name: string
      } | Schemas['DebitCardRow'])[]
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
    }
  }
  /** POST /cobru/debit/freeze_card/: Freeze or thaw a debit card */
  freezeCard: {
    method: 'POST'
    path: '/cobru/debit/freeze_card/'
    body: {
      card_id: string | number
      /** false thaws */
      freeze: boolean
    }
    responses: {
      /** The card as it stands */
      200: {
        card: Schemas['FrozenCardView']
      } | Schemas['FrozenCardView']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
    }
  }
  /** GET /base/get_constants_key_public/: Show the public key that card data is encrypted with */
  getTokenizationKey: {
    method: 'GET'
    path: '/base/get_constants_key_public/'
    responses: {
      /** The key */
      200: {
        data: {
          id: number
          int_value: null
          text_value: null
          /** PEM */
          text_long_value: string
        }
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /register_tc/: Keep a credit card */
  registerStoredCard: {
    method: 'POST'
    path: '/register_tc/'
    body: {
      bank?: string
      country?: string
      /** Encrypted */
      number_card: string
      /** Encrypted */
      name_card: string
      /** Encrypted */
      date_expiration: string
      imei?: string
      latitude?: string | number
      longitude?: string | number
    }
    responses: {
      /** Kept */
      200: {
        message: 'OK'
        card_id: string
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /list_tc/: List kept cards, or show one */
  listStoredCards: {
    method: 'GET'
    path: '/list_tc/'
    query?: {
      /** Without it all are listed */
      card_uuid?: string
    }
    responses: {
      /** Cards */
      200: {
        data: {
          /** First six digits */
          bin_card: string
          uuid: string
          /** Last four digits */
          iai_card: string
          franchise: string
          name_card: string
        }[]
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /tc_payment/: Pay a cobru with a kept card */
  payWithStoredCard: {
    method: 'POST'
    path: '/tc_payment/'
    body: {
      tc_id: string
      /** Instalments */
      dues: number | string
      /** Slug */
      cobru_url: string
      /** Encrypted */
      cvv: string
      imei?: string
      latitude?: string | number
      longitude?: string | number
    }
    responses: {
      /** Paid, or still in process */
      200: {
        message: 'OK'
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /delete_tc/: Forget a kept card, as the older portal has it */
  deleteStoredCardByGet: {
    method: 'GET'
    path: '/delete_tc/'
    query?: {
      /** Id of the card */
      tc_id?: string
      /** Other name of `tc_id` */
      card_uuid?: string
    }
    responses: {
      /** Forgotten */
      200: {
        message: 'OK'
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
      /** The other verb deletes */
      405: Schemas['Refusal']
    }
  }
  /** DELETE /delete_tc/: Forget a kept card */
  deleteStoredCard: {
    method: 'DELETE'
    path: '/delete_tc/'
    query?: {
      /** Id of the card */
      tc_id?: string
      /** Other name of `tc_id` */
      card_uuid?: string
    }
    responses: {
      /** Forgotten */
      200: {
        message: 'OK'
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such card */
      404: Schemas['Refusal']
      /** The other verb deletes */
      405: Schemas['Refusal']
    }
  }
  /** GET /celo/: Show the Celo wallet, made when it is asked for first */
  getCeloWallet: {
    method: 'GET'
    path: '/celo/'
    responses: {
      /** Address and CUSD */
      200: {
        address: string
        /** CUSD */
        balance: string
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /celo/: Send Celo dollars */
  sendCelo: {
    method: 'POST'
    path: '/celo/'
    body: {
      /** 0x and forty hexadecimal digits */
      to: string
      /** CUSD */
      amount: number | string
    }
    responses: {
      /** Sent */
      200: {
        success: true
        /** Hash */
        tx: string
      }
      /** Refused */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /celo/account/: Show the words of the Celo wallet, as the text has it */
  exportCeloWalletByGet: {
    method: 'GET'
    path: '/celo/account/'
    responses: {
      /** Address and 24 words, which recover nothing here */
      200: {
        address: string
        mnemonic: string
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /celo/account/: Show the words of the Celo wallet */
  exportCeloWallet: {
    method: 'POST'
    path: '/celo/account/'
    responses: {
      /** Address and 24 words, which recover nothing here */
      200: {
        address: string
        mnemonic: string
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /celo/transactions/cusd/: List transactions of the Celo wallet */
  listCeloTransactions: {
    method: 'GET'
    path: '/celo/transactions/cusd/'
    responses: {
      /** Newest first */
      200: {
        /** CUSD */
        value: number
        from: string
        to: string
        hash: string
        /** Epoch seconds */
        timestamp: string
        symbol: 'cUSD'
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /pay_with_celo/: Quote a payment from the Celo wallet */
  quoteCeloPayment: {
    method: 'GET'
    path: '/pay_with_celo/'
    query: {
      /** Pesos */
      amount: number
    }
    responses: {
      /** The quote */
      200: {
        /** Pesos */
        amount: string
        /** Pesos per dollar */
        trm: number
        /** Percent */
        celo_exchange_fee: number
        amount_usd: number
        /** Dollars */
        exchange_fee: number
        /** Dollars */
        total: number
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /pay_with_celo/: Pay a cobru from the Celo wallet */
  payWithCelo: {
    method: 'POST'
    path: '/pay_with_celo/'
    query?: {
      /** Pesos to quote */
      amount?: number
    }
    body?: {
      /** Slug */
      url?: string
    }
    responses: {
      /** Paid, or quoted */
      200: {
        result: 200
      } | {
        /** Pesos */
        amount: string
        /** Pesos per dollar */
        trm: number
        /** Percent */
        celo_exchange_fee: number
        amount_usd: number
        /** Dollars */
        exchange_fee: number
        /** Dollars */
        total: number
      }
      /** Refused */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** GET /crypto/rates/: Show what a CUSD costs */
  listCryptoRates: {
    method: 'GET'
    path: '/crypto/rates/'
    responses: {
      /** Rates */
      200: {
        currency: string
        usd: number
        cop: number
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /crypto/buy/: Buy CUSD with the balance */
  buyCusd: {
    method: 'POST'
    path: '/crypto/buy/'
    body: {
      /** CUSD */
      currency: string
      /** CUSD */
      amount: number | string
      longitude?: string | number
      latitude?: string | number
      /** `cobru` for the own wallet, or an address */
      wallet: string
    }
    responses: {
      /** Bought */
      200: {
        success: true
        details: {
          success: true
          /** Hash */
          transaction: string
        }
      }
      /** Refused; the status is assumed */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /crypto_currencies_available/: Quote an amount in crypto currencies */
  quoteCrypto: {
    method: 'POST'
    path: '/crypto_currencies_available/'
    body: {
      amount: Schemas['Money']
    }
    responses: {
      /** Always these */
      200: {
        currency: string
        amount: string
      }[]
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /crypto_status/{GOrdenId}/{method}: Show whether a crypto order is paid */
  getCryptoStatus: {
    method: 'GET'
    path: '/crypto_status/{GOrdenId}/{method}'
    params: {
      /** `GOrdenId` of the payment order */
      GOrdenId: string
      /** Method of the order, such as BTC; not read */
      method: string
    }
    responses: {
      /** Only `approved` counts */
      200: {
        state: 'unpaid' | 'approved'
        amount: string
        exceed: number
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /wompi_status/: Poll a Bancolombia QR */
  getWompiStatus: {
    method: 'POST'
    path: '/wompi_status/'
    responses: {
      /** Not known */
      200: undefined
      /** No such payment */
      404: Schemas['Refusal']
    }
  }
  /** POST /user/: Register a white-label user */
  createUser: {
    method: 'POST'
    path: '/user/'
    body: {
      username: string
      first_name: string
      last_name: string
      email: Schemas['Email']
      password: string
      phone: string
      /** "0" to "3" */
      document_type: string | number
      document_number: string
      country_code?: string
      /** 1 to 3 */
      gender?: number | null
      date_birth?: string
      /** 1 person, 2 company */
      type_person?: number
      /** Issue or expiry of the document */
      date_expiration?: string
      subcategory?: number
      category?: number
      platform?: string
      brand: string
      profile_picture?: string
      documents?: {
        /** 1 front, 2 back, 3 selfie */
        id?: number
        url?: string
      }[]
      referal_code?: string
    }
    responses: {
      /** Registered, as Cobru's OpenAPI has it */
      200: {
        email: string
        first_name: string
        gender: null
        gender_legal: null
        id: number
        last_name: string
        username: string
      }
      /** Registered */
      201: {
        error: false
        message: {
          email: string
          first_name: string
          gender: null
          gender_legal: null
          id: number
          last_name: string
          username: string
        }
        status: 201
      }
      /** Refused, in one of several shapes */
      400: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /category/: List trades */
  listCategories: {
    method: 'GET'
    path: '/category/'
    responses: {
      /** Trades */
      200: {
        error: false
        message: {
          id: number
          name: string
        }[]
      }
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** GET /subcategory: List the parts of a trade */
  listSubcategories: {
    method: 'GET'
    path: '/subcategory'
    query: {
      /** `id` of a trade */
      category_id: string
    }
    responses: {
      /** Trades */
      200: {
        error: false
        message: {
          id: number
          name: string
        }[]
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /request_confirmation/: Have codes sent to e-mail and phone */
  requestConfirmation: {
    method: 'POST'
    path: '/request_confirmation/'
    body: {
      phone?: boolean
      email?: boolean
    }
    responses: {
      /** Sent */
      200: {
        message: 'OK'
      }
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /verify_email/: Confirm the code sent to the e-mail */
  verifyEmail: {
    method: 'POST'
    path: '/verify_email/'
    body: {
      code: number | string
    }
    responses: {
      /** Confirmed */
      200: {
        message: 'OK'
      }
      /** A wrong code, or none was asked for */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /verify_phone/: Confirm the code sent to the phone */
  verifyPhone: {
    method: 'POST'
    path: '/verify_phone/'
    body: {
      code: number | string
    }
    responses: {
      /** Confirmed */
      200: {
        message: 'OK'
      }
      /** A wrong code, or none was asked for */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /base/upload_file/: Upload a document of a white-label user */
  uploadFile: {
    method: 'POST'
    path: '/base/upload_file/'
    body: {
      /** The file */
      file: unknown
      /** HMAC-SHA1 of date, key and file_type */
      sign: string
      /** documents */
      file_type: string
      file_name: string
    }
    responses: {
      /** Received */
      200: {
        url: string
        result: string
        message: string
        code_transaction: string
      }
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
  /** POST /authorize_subusers/: Let white-label users act for the account */
  authorizeSubusers: {
    method: 'POST'
    path: '/authorize_subusers/'
    body: {
      /** Ids or user names */
      sub_users: (string | number)[]
    }
    responses: {
      /** Authorised */
      200: Schemas['Result']
      /** A field is missing or invalid, or the state forbids it */
      400: Schemas['Refusal']
      /** The token or the login is not valid */
      401: Schemas['Refusal']
      /** The API key is missing or unknown */
      403: Schemas['Refusal']
    }
  }
}

/** Bodies of what the provider tells, by the notification's name. */
export interface Notifications {
  /** The payment has changed its state */
  paymentUpdated: Schemas['PaymentUpdated']
  /** The cash withdrawal has changed its state */
  cashWithdrawalUpdated: {
    id: number
    /** Bogotá, as 2022-08-17 16:08:36 */
    date_created?: string
    /** Empty until it happens; the others likewise */
    date_deposited?: string
    date_consigned?: string
    date_rejected?: string
    date_cancelled?: string
    state: number
    /** Pesos */
    amount: number
    name?: string
    document?: string
  }
  /** The bank withdrawal has changed its state */
  bankWithdrawalUpdated: {
    /** `pk` of the create */
    id: number
    /** Bogotá, as 2023-09-20 15:28:09 */
    date_created?: string
    /** Empty until it happens; the others likewise */
    date_deposited?: string
    date_consigned?: string
    date_rejected?: string
    /** 0 created, 1 in process, 2 deposited, 3 consigned, 4 error, 5 rejected */
    state: number
    /** Pesos */
    amount: number
    /** Pesos */
    payed_amount: number
    account_holder_name?: string
    account_type?: number
    account_holder_document_type?: number
    account_holder_document?: string
    account_phone?: string
    account_email?: string
    /** Id of the bank */
    bank_name?: number | null
    /** Why the bank refused */
    note: string | null
    description?: string
    account_number?: string
  }
}
