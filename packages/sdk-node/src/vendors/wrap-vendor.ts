/** Any other vendor: a function that calls it, watched. */
import type { Client } from '@hushlog/sdk-core'
import { beginCall, failureOf, type VendorOptions } from './call.js'
import type { Usage } from './usage.js'

export interface WrapVendorOptions<Result> extends VendorOptions {
  readonly name: string
  readonly operation: string
  readonly model?: string
  /** What is worth telling of an answer: its status, its tokens. When it throws, there is nothing to tell. */
  readonly describe?: (result: Result) => Usage & { readonly status?: number }
}

function statusOf(error: unknown): number {
  const { status, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >
  const code = status ?? statusCode
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 999 ? code : 0
}

/** The same function, each call of which becomes a `vendor_call`: `const search = wrapVendor(hush, { name: 'zendesk', operation: 'search' }, searchTickets)`. */
export function wrapVendor<Args extends unknown[], Result>(
  hush: Pick<Client, 'track'>,
  options: WrapVendorOptions<Result>,
  fn: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const call = beginCall(hush, options, options)
    try {
      const result = await fn(...args)
      const { status = 200, ...usage } = describe(options, result)
      call.attempt(status)
      call.told(usage)
      call.end('ok')
      return result
    } catch (error) {
      call.attempt(statusOf(error))
      call.end(failureOf(error), error)
      throw error
    }
  }
}

function describe<Result>(
  { describe: ask }: WrapVendorOptions<Result>,
  result: Result,
): Usage & { status?: number } {
  try {
    return ask?.(result) ?? {}
  } catch {
    return {}
  }
}
