/** Makes one preparer for each distinct set of options, however many tenants have it. */
import type { TenantConfig } from '../config/config.js'
import type { IngestCounts } from './counts.js'
import { createPreparer, type Preparer } from './prepare.js'

/** Picks what a preparer depends on. */
export type PrepareConfig = Pick<TenantConfig, 'content' | 'rules' | 'denyKeys'>

/** Pairs a tenant with what its events are prepared with. */
export type WithPreparer<Tenant> = readonly [tenant: Tenant, preparer: Preparer]

/**
 * Returns a function that finds the preparer of each tenant. Options that a tenant had at the call before keep their
 * preparer and what it has compiled and learned; those that no tenant has any more are forgotten.
 *
 * The returned function throws `CustomRuleError` when a rule cannot be used; then the call changes nothing.
 */
export const createPreparers = (counts: IngestCounts) => {
  let preparers: ReadonlyMap<string, Preparer> = new Map()
  const keyOf = createKeyOf()
  return <Tenant extends PrepareConfig>(tenants: readonly Tenant[]): readonly WithPreparer<Tenant>[] => {
    const next = new Map<string, Preparer>()
    const chosen = tenants.map((tenant): WithPreparer<Tenant> => {
      const { content, rules = [], denyKeys = [] } = tenant
      const key = keyOf([content, rules, denyKeys])
      const preparer =
        next.get(key) ?? preparers.get(key) ?? createPreparer({ content, rules, denyKeys, counts })
      next.set(key, preparer)
      return [tenant, preparer]
    })
    preparers = next
    return chosen
  }
}

/** Gives equal options equal keys. A function, such as `validate` of a rule, equals only itself. */
const createKeyOf = (): ((options: unknown) => string) => {
  const numbers = new WeakMap<object, number>()
  let last = 0
  const numberOf = (value: object): number => {
    const number = numbers.get(value) ?? ++last
    numbers.set(value, number)
    return number
  }
  const replacer = (_name: string, value: unknown): unknown => {
    if (value instanceof RegExp) return { pattern: value.source, flags: value.flags }
    return typeof value === 'function' ? { function: numberOf(value) } : value
  }
  return (options) => JSON.stringify(options, replacer)
}
