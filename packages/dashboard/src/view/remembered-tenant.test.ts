import { describe, expect, it } from 'vitest'
import { tenantOf } from './remembered-tenant.js'

describe('the tenant of a view', () => {
  it('is the chosen one, the remembered one, or the first of several', () => {
    const ids = ['acme', 'globex']
    expect(tenantOf('bolt', ids, 'globex')).toBe('bolt')
    expect(tenantOf(undefined, ids, 'globex')).toBe('globex')
    expect(tenantOf(undefined, ids, 'gone')).toBe('acme')
  })

  it('needs no name where there is only one', () => {
    expect(tenantOf(undefined, ['acme'], 'globex')).toBeUndefined()
    expect(tenantOf(undefined, [], undefined)).toBeUndefined()
  })
})
