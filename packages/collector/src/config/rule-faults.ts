/** Checks what a schema cannot: whether the patterns of custom rules may run at all. */
import { isObject } from '@hushlog/base'
import { type CustomRule, explainRule } from '@hushlog/schema/sanitize'

export interface RuleFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const isOptionalText = (value: unknown): boolean => value === undefined || typeof value === 'string'

/** The schema reports what has the wrong type. */
const isRule = (value: unknown): value is CustomRule =>
  isObject(value) &&
  typeof value.id === 'string' &&
  typeof value.pattern === 'string' &&
  isOptionalText(value.flags) &&
  isOptionalText(value.replacement)

const fieldOf = (fault: string): keyof CustomRule => {
  if (fault.startsWith('its id')) return 'id'
  return fault.startsWith('its replacement') ? 'replacement' : 'pattern'
}

const listFaults = (rules: unknown, path: RuleFault['path']): readonly RuleFault[] =>
  (Array.isArray(rules) ? rules : []).flatMap((rule: unknown, i): RuleFault[] => {
    const fault = isRule(rule) ? explainRule(rule) : undefined
    return fault === undefined ? [] : [{ path: [...path, 'rules', i, fieldOf(fault)], message: fault }]
  })

/** @param content a configuration that may be wrong in any other way too */
export const ruleFaults = (content: Readonly<Record<string, unknown>>): readonly RuleFault[] => [
  ...listFaults(content.rules, []),
  ...(Array.isArray(content.tenants) ? content.tenants : []).flatMap((tenant: unknown, i) =>
    isObject(tenant) ? listFaults(tenant.rules, ['tenants', i]) : [],
  ),
]
