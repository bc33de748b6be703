import type { Tenant } from '../api/me.js'
import { rememberTenant } from '../view/remembered-tenant.js'
import { useViewing } from '../view/use-view.js'

/** Shows of whom the figures are; a reader of several chooses. */
export function TenantChooser({ tenants }: { tenants: readonly Tenant[] }) {
  const { view, go } = useViewing()
  const [only] = tenants
  if (tenants.length < 2)
    return only ? (
      <p class="tenant-name">
        <bdi>{only.name}</bdi>
      </p>
    ) : null
  return (
    <label class="tenant">
      <span class="visually-hidden">Tenant</span>
      <select
        value={view.tenant}
        onChange={({ currentTarget: { value } }) => {
          rememberTenant(value)
          // The values of another tenant's labels are others.
          go({ tenant: value, filters: [] })
        }}
      >
        {tenants.map((tenant) => (
          <option key={tenant.id} value={tenant.id}>
            {tenant.name}
          </option>
        ))}
      </select>
    </label>
  )
}
