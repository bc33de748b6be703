/** What is wrong with the rules of a configuration that a schema cannot say: whether their patterns may run at all. */
import { type CustomRule, explainRule } from '@hushlog/schema/sanitize'

export interface RuleFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

interface Holder {
  readonly rules?: unknown
  readonly tenants?: unknown
}

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string'

/** What has the wrong type is the schema's to report. */
const isRule = (value: unknown): value is CustomRule => {
  if (typeof value !== 'object' || value === null) return false
  const { id, pattern, flags, replacement }: Partial<Record<string, unknown>> = { ...value }
  return typeof id === 'string' && typeof pattern === 'string' && isText(flags) && isText(replacement)
}

const ofList = (rules: unknown, under: RuleFault['path']): RuleFault[] =>
  !Array.isArray(rules)
    ? []
    : rules.flatMap((rule: unknown, i): RuleFault[] => {
        const fault = isRule(rule) ? explainRule(rule) : undefined
        if (fault === undefined) return []
        const field = fault.startsWith('its id')
          ? 'id'
          : fault.startsWith('its replacement')
            ? 'replacement'
            : 'pattern'
        return [{ path: [...under, 'rules', i, field], message: fault }]
      })

export const ruleFaults = ({ rules, tenants }: Holder): RuleFault[] => [
  ...ofList(rules, []),
  ...(Array.isArray(tenants) ? tenants : []).flatMap((tenant: unknown, i) =>
    typeof tenant === 'object' && tenant !== null && 'rules' in tenant
      ? ofList(tenant.rules, ['tenants', i])
      : [],
  ),
]
