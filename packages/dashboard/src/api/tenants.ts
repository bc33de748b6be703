/** Which tenants the reader may see. */
import type { OverviewReport } from '@hushlog/schema/reports'
import { useEffect, useState } from 'preact/hooks'
import { address, getJson } from './request.js'

export interface NamedTenant {
  readonly tenant_id: string
  readonly name: string
}

/** Returns them from the overview, or by their ids where no store answers it. */
const fetchTenants = (signal: AbortSignal): Promise<readonly NamedTenant[]> =>
  getJson<OverviewReport>('/reports/overview?days=1', { signal }).then(
    ({ tenants }) => tenants,
    () => fetchTenantIds(signal),
  )

/** A reader of several tenants who names none is refused, and told which there are. */
async function fetchTenantIds(signal: AbortSignal): Promise<readonly NamedTenant[]> {
  const response = await fetch(address('/analytics/data?days=1'), { signal, cache: 'no-store' })
  if (response.status !== 400) return []
  const { tenants = [] } = (await response.json()) as { tenants?: readonly string[] }
  return tenants.map((id) => ({ tenant_id: id, name: id }))
}

/** Returns the tenants to choose from, or undefined until they are known; none after a failure. */
export function useTenants(): readonly NamedTenant[] | undefined {
  const [tenants, setTenants] = useState<readonly NamedTenant[]>()
  useEffect(() => {
    const controller = new AbortController()
    fetchTenants(controller.signal).then(setTenants, () => setTenants([]))
    return () => controller.abort()
  }, [])
  return tenants
}
