/** Watches a function that calls any other vendor. */
import { isObject } from '@hushlog/base'
import type { Client } from '@hushlog/sdk-core'
import { failureOf, startCall, type VendorOptions } from './call.js'
import type { Usage } from './usage.js'

export interface WrapVendorOptions<Result> extends VendorOptions {
  readonly name: string
  readonly operation: string
  readonly model?: string
  /** Returns the status and the tokens of an answer. When it throws, the event has neither. */
  readonly describe?: (result: Result) => Usage & { readonly status?: number }
}

function statusOf(error: unknown): number {
  const { status, statusCode } = isObject(error) ? error : {}
  const code = status ?? statusCode
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 999 ? code : 0
}

/**
 * Returns the function, each call of which becomes a `vendor_call`.
 *
 * @example const search = wrapVendor(hush, { name: 'zendesk', operation: 'search' }, searchTickets)
 */
export function wrapVendor<Args extends unknown[], Result>(
  hush: Pick<Client, 'track'>,
  options: WrapVendorOptions<Result>,
  fn: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const call = startCall(hush, options, options)
    try {
      const result = await fn(...args)
      const { status = 200, ...usage } = describe(options, result)
      call.addAttempt(status)
      call.addUsage(usage)
      call.end('ok')
      return result
    } catch (error) {
      call.addAttempt(statusOf(error))
      call.end(failureOf(error), error)
      throw error
    }
  }
}

function describe<Result>(options: WrapVendorOptions<Result>, result: Result): Usage & { status?: number } {
  try {
    return options.describe?.(result) ?? {}
  } catch {
    return {}
  }
}
