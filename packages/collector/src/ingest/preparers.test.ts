import { describe, expect, test } from 'vitest'
import { noCounts } from './no-counts.js'
import { isRejection, type Preparer } from './prepare.js'
import { createPreparers, type PrepareConfig } from './preparers.js'
import { tenantContext } from './tenant-context.fixture.js'

const rule = { id: 'employee', pattern: 'EMP-\\d{6}' }
const plain: PrepareConfig = { content: 'off' }

describe('preparers', () => {
  const choose = (...configs: PrepareConfig[]) =>
    createPreparers(noCounts)(configs).map(([, preparer]) => preparer)
  const areShared = (...configs: PrepareConfig[]) => new Set(choose(...configs)).size === 1

  test('are shared by tenants with equal options, however these are written', () => {
    expect(areShared(plain, { content: 'off', rules: [], denyKeys: [] })).toBe(true)
    expect(areShared({ content: 'off', rules: [rule] }, { content: 'off', rules: [{ ...rule }] })).toBe(true)
    const expression = () => ({ id: 'employee', pattern: /EMP-\d{6}/i })
    expect(
      areShared({ content: 'off', rules: [expression()] }, { content: 'off', rules: [expression()] }),
    ).toBe(true)
  })

  test('are not shared by tenants with different options', () => {
    expect(areShared(plain, { content: 'redacted' })).toBe(false)
    expect(areShared(plain, { content: 'off', denyKeys: ['topic'] })).toBe(false)
    expect(
      areShared({ content: 'off', rules: [rule] }, { content: 'off', rules: [{ ...rule, flags: 'i' }] }),
    ).toBe(false)
    const byPattern = (pattern: RegExp): PrepareConfig => ({
      content: 'off',
      rules: [{ id: 'employee', pattern }],
    })
    expect(areShared(byPattern(/EMP-\d{6}/), byPattern(/EMP-\d{6}/i))).toBe(false)
    const validated = (validate: () => boolean): PrepareConfig => ({
      content: 'off',
      rules: [{ ...rule, validate }],
    })
    const isValid = () => true
    expect(areShared(validated(isValid), validated(isValid))).toBe(true)
    expect(
      areShared(
        validated(isValid),
        validated(() => true),
      ),
    ).toBe(false)
  })

  test('outlive a reload while a tenant has their options', () => {
    const choosePreparers = createPreparers(noCounts)
    const preparersOf = (...configs: PrepareConfig[]) => choosePreparers(configs).map(([, one]) => one)
    const [before] = preparersOf(plain)
    const [other, again] = preparersOf({ content: 'redacted' }, plain)
    expect(again).toBe(before)
    preparersOf({ content: 'redacted' })
    const [recreated, reused] = preparersOf(plain, { content: 'redacted' })
    expect(recreated).not.toBe(before)
    expect(reused).toBe(other)
  })

  test('stay as they are when a reload fails', () => {
    const choosePreparers = createPreparers(noCounts)
    const [before] = choosePreparers([plain])
    expect(() => choosePreparers([{ content: 'off', rules: [{ id: 'email', pattern: 'x' }] }])).toThrow(
      /email/,
    )
    expect(choosePreparers([plain])[0]?.[1]).toBe(before?.[1])
  })
})

describe('a shared preparer', () => {
  const event = {
    id: '01J9ZB3W5S0000000000000000',
    event: 'page_view',
    ts: '2026-03-14T09:26:53.589Z',
    schema_version: 1,
    user: 'ada',
  }
  const text = JSON.stringify(event)
  const source = { text, codes: new Uint8Array(Buffer.from(text)) }
  const [[, preparer] = []] = createPreparers(noCounts)([plain])
  const tenants = [tenantContext('a', 'secret of a'), tenantContext('b', 'secret of b')]

  const store = (by: (preparer: Preparer, tenant: (typeof tenants)[number]) => string) =>
    tenants.map((tenant) => JSON.parse(preparer === undefined ? '' : by(preparer, tenant)) as unknown)
  const contextOf = (tenant: (typeof tenants)[number]) => ({
    tenant,
    receivedAt: 0,
    receivedText: 'now',
    clockOffset: 0,
  })

  test('gives each tenant its own pseudonyms and name, by either path and every time', () => {
    const expected = tenants.map(({ id, pseudonymize }) => ({
      ...event,
      user: pseudonymize('ada'),
      tenant_id: id,
      env: 'test',
      received_at: 'now',
    }))
    expect(expected[0]?.user).not.toBe(expected[1]?.user)
    for (let time = 0; time < 2; time++) {
      const fast = store((shared, tenant) => {
        const unchanged = shared.fastPath(source, 0, tenant, 0)
        const prepared = unchanged && shared.toRecord(unchanged, contextOf(tenant))
        return prepared === undefined || isRejection(prepared) ? '' : prepared.json
      })
      const slow = store((shared, tenant) => {
        const prepared = shared.finish(shared.slowPath(event, tenant, 0), contextOf(tenant))
        return isRejection(prepared) ? '' : prepared.json
      })
      expect([fast, slow]).toEqual([expected, expected])
    }
  })
})
