export const redactExchange = <T>(e: T, _: { secrets?: string[] }): T => e
export const redactMessage = <T>(e: T, _: { secrets?: string[] }): T => e
