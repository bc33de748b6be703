/** Finds what is wrong with alerts that the schema of the configuration admits: names, tenants, thresholds, queries. */

import type { Fault } from '../../config/check.js'
import type { AlertSettings } from '../../config/config.js'
import { ConfigError } from '../../config/config-error.js'
import { DEFAULT_TENANT } from '../../config/key-file-content.js'
import { displayPath } from '../../config/parse.js'
import { Problem } from '../../http/problem.js'
import { checkAlertQuery } from './alert-query.js'

type Path = Fault['path']

const stepsOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

function tenantFaults({ tenant }: AlertSettings, tenants: readonly string[], at: Path): readonly Fault[] {
  const message = `expected a tenant of the configuration or "*". Allowed: ${tenants.join(', ')}`
  if (!Array.isArray(tenant))
    return tenant === '*' || tenants.some((id) => id === tenant) ? [] : [{ path: [...at, 'tenant'], message }]
  return tenant.flatMap((id: string, i) =>
    tenants.includes(id) ? [] : [{ path: [...at, 'tenant', i], message }],
  )
}

function queryFaults(alert: AlertSettings, tenants: readonly string[], at: Path): readonly Fault[] {
  try {
    checkAlertQuery(alert, tenants)
    return []
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { pointer } = thrown.members
    const path = [...at, 'query', ...stepsOf(typeof pointer === 'string' ? pointer : '')]
    return [{ path, message: thrown.detail ?? 'expected a query as POST /v1/query takes it' }]
  }
}

/** Returns the faults of alerts of these tenants. */
export function faultsOf(alerts: readonly AlertSettings[], tenants: readonly string[]): readonly Fault[] {
  return alerts.flatMap((alert, i): readonly Fault[] => {
    const at = ['alerts', i]
    const { name, above, below } = alert
    const isSecond = alerts.findIndex((each) => each.name === name) < i
    return [
      ...(isSecond ? [{ path: [...at, 'name'], message: 'another alert has the same name' }] : []),
      ...((above === undefined) === (below === undefined)
        ? [{ path: at, message: 'expected either above or below' }]
        : []),
      ...tenantFaults(alert, tenants, at),
      ...queryFaults(alert, tenants, at),
    ]
  })
}

/** @throws ConfigError when anything is wrong with the alerts of a configuration that came from no file */
export function requireAlerts(alerts: readonly AlertSettings[], tenants: readonly string[]): void {
  const faults = faultsOf(alerts, tenants)
  if (faults.length > 0)
    throw new ConfigError(
      'the configuration',
      faults.map(({ path, message }) => ({ at: displayPath(path), message })),
    )
}

/** @param content a configuration that the schema admits, as it was parsed */
export function alertFaults(content: Readonly<Record<string, unknown>>): readonly Fault[] {
  const { alerts = [], tenants = [{ id: DEFAULT_TENANT }] } = content as {
    readonly alerts?: readonly AlertSettings[]
    readonly tenants?: readonly { readonly id: string }[]
  }
  return faultsOf(
    alerts,
    tenants.map(({ id }) => id),
  )
}
