/** Quirks of Localpayment whose variants nobody can tell apart from outside, and why. */
export const untold: Readonly<Record<string, string>> = {}
