import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Figure } from '../../query/run-query.js'
import { alertOf, watch } from './watch.fixture.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hushlog-alerts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('fires above the threshold, says it once, and ends within it', async () => {
  let value: Figure = 0.2
  const watched = await watch({ folder, alerts: [alertOf()], value: () => value })
  await watched.minutes(2)
  expect(watched.states()).toEqual([])
  value = 0.21
  await watched.minutes(3)
  expect(watched.states()).toEqual(['no-match acme firing'])
  expect(watched.told[0]).toEqual({
    level: 'warn',
    message: 'alert',
    fields: { name: 'no-match', tenant: 'acme', state: 'firing', value: 0.21, threshold: 0.2 },
  })
  value = 0.1
  await watched.minutes(3)
  expect(watched.states()).toEqual(['no-match acme firing', 'no-match acme ok'])
  await watched.stop()
})

it('fires below a threshold', async () => {
  const alert = alertOf({ above: undefined, below: 10 })
  const watched = await watch({ folder, alerts: [alert], value: () => 9 })
  await watched.minutes(1)
  expect(watched.states()).toEqual(['no-match acme firing'])
  await watched.stop()
})

it('waits for as many windows in a row as it should, to fire and to end', async () => {
  let values: readonly Figure[] = [0.3, 0.3, 0.1]
  const watched = await watch({
    folder,
    alerts: [alertOf({ periods: 3 })],
    value: (_tenant, back) => values[back] ?? null,
  })
  await watched.minutes(2)
  expect(watched.states()).toEqual([])
  values = [0.3, 0.3, 0.3]
  await watched.minutes(2)
  expect(watched.states()).toEqual(['no-match acme firing'])
  values = [0.1, 0.1, 0.3]
  await watched.minutes(2)
  expect(watched.states()).toHaveLength(1)
  values = [0.1, 0.1, 0.1]
  await watched.minutes(2)
  expect(watched.states()).toEqual(['no-match acme firing', 'no-match acme ok'])
  await watched.stop()
})

it('a window without a value neither fires nor ends', async () => {
  let values: readonly Figure[] = [0.3, null]
  const watched = await watch({
    folder,
    alerts: [alertOf({ periods: 2 })],
    value: (_tenant, back) => values[back] ?? null,
  })
  await watched.minutes(2)
  expect(watched.states()).toEqual([])
  values = [0.3, 0.3]
  await watched.minutes(2)
  for (values of [
    [null, null],
    [0.1, null],
    [null, 0.1],
  ])
    await watched.minutes(2)
  expect(watched.states()).toEqual(['no-match acme firing'])
  expect(watched.alerts.status()).toMatchObject([{ firing: true, last: { value: null } }])
  await watched.stop()
})

it('judges each tenant by itself, and those alone that are named', async () => {
  const value = (tenant: string) => (tenant === 'globex' ? 0.1 : 0.9)
  const tenants = () => ['acme', 'globex', 'initech']
  const alerts = [alertOf(), alertOf({ name: 'two', tenant: ['acme', 'globex'] })]
  const watched = await watch({ folder, alerts, value, tenants })
  await watched.minutes(1)
  expect(watched.states()).toEqual(['no-match acme firing', 'no-match initech firing', 'two acme firing'])
  expect(watched.alerts.status()).toHaveLength(5)
  await watched.stop()
})

it('a restart tells nothing twice, and knows since when', async () => {
  let value = 0.9
  const options = { folder, alerts: [alertOf()], value: () => value }
  const before = await watch(options)
  await before.minutes(1)
  const [{ since } = { since: 0 }] = before.alerts.status()
  await before.stop()
  expect(statSync(join(folder, 'alerts.json')).mode & 0o077).toBe(0)

  const after = await watch({ ...options, start: before.clock.now() })
  expect(after.alerts.status()).toMatchObject([{ firing: true, since }])
  await after.minutes(3)
  expect(after.states()).toEqual([])
  value = 0.1
  await after.minutes(1)
  expect(after.states()).toEqual(['no-match acme ok'])
  await after.stop()
})

it('starts with a damaged file, and says so', async () => {
  writeFileSync(join(folder, 'alerts.json'), '{"states":[')
  const watched = await watch({ folder, alerts: [alertOf()], value: () => 0.9 })
  expect(watched.told).toMatchObject([{ level: 'warn' }])
  await watched.minutes(1)
  expect(watched.states()).toEqual(['no-match acme firing'])
  await watched.stop()
})

it('takes over what a reload changes, and forgets alerts that are gone', async () => {
  const watched = await watch({ folder, alerts: [alertOf()], value: () => 0.5 })
  await watched.minutes(1)
  watched.alerts.setAlerts([alertOf({ above: 0.6 }), alertOf({ name: 'other', above: 0.4 })])
  await watched.minutes(1)
  expect(watched.states()).toEqual(['no-match acme firing', 'no-match acme ok', 'other acme firing'])
  watched.alerts.setAlerts([])
  await watched.minutes(2)
  expect([watched.states().length, watched.alerts.status()]).toEqual([3, []])
  await watched.stop()
})

it('goes on with the next alert when one cannot be evaluated, and says so once a minute', async () => {
  const value = (tenant: string) => {
    if (tenant === 'acme') throw Object.assign(new Error('SENTINEL'), { code: 'UNAVAILABLE' })
    return 0.9
  }
  const alerts = [alertOf({ tenant: 'acme' }), alertOf({ name: 'second', tenant: 'globex' })]
  const watched = await watch({ folder, alerts, value, tenants: () => ['acme', 'globex'] })
  await watched.minutes(5)
  expect(watched.states()).toEqual(['second globex firing'])
  const missed = watched.told.filter(({ message }) => message === 'an alert could not be evaluated')
  expect(missed[0]?.fields).toEqual({ alert: 'no-match', code: 'UNAVAILABLE', times: 1 })
  expect(missed.length).toBeLessThanOrEqual(6)
  expect(JSON.stringify(watched.told)).not.toContain('SENTINEL')
  await watched.stop()
})

it('looks at a window of a day every five minutes', async () => {
  let reads = 0
  const value = () => {
    reads++
    return 0.1
  }
  const watched = await watch({ folder, alerts: [alertOf({ window: '1d' })], value })
  await watched.minutes(11)
  expect(reads).toBe(3)
  await watched.stop()
})

it('the file holds names and figures, and no address', async () => {
  const notify = [{ webhook: 'https://hooks.example/SENTINEL' }]
  const watched = await watch({ folder, alerts: [alertOf({ notify })], value: () => 0.9, answer: () => 500 })
  await watched.minutes(1)
  const text = readFileSync(join(folder, 'alerts.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    states: [{ alert: 'no-match', tenant: 'acme', firing: true, value: 0.9 }],
    messages: [{ attempts: expect.any(Number) }],
  })
  expect(text).not.toContain('SENTINEL')
  await watched.stop()
})
