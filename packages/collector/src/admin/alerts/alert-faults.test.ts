import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadConfig } from '../../config/load.js'
import { metrics } from '../../query/catalogue/index.js'
import { alertFaults, requireAlerts } from './alert-faults.js'
import { alertOf } from './watch.fixture.js'

const cwd = mkdtempSync(join(tmpdir(), 'hushlog-alert-faults-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const load = (yaml: string) => {
  writeFileSync(join(cwd, 'hushlog.yaml'), `tenants: [{ id: acme }, { id: globex }]\nalerts:\n${yaml}\n`)
  return loadConfig({ environment: {}, cwd, alertFaults }).config.alerts
}

it('reads the alert of the documentation', () => {
  const alert = `  - { name: no-match, tenant: "*", query: { metrics: [no_match_rate] }, above: 0.2,
       window: 1h, periods: 2, notify: [log, { webhook: "https://hooks.example/a" }] }`
  expect(load(alert)).toEqual([
    alertOf({ periods: 2, notify: ['log', { webhook: 'https://hooks.example/a', secret: undefined }] }),
  ])
})

it('fills in that all tenants are watched, by one window and the log', () => {
  expect(load('  - { name: few, query: { metrics: [answers] }, below: 5, window: 1d }')).toMatchObject([
    { tenant: '*', periods: 1, notify: ['log'] },
  ])
})

const query = '{ metrics: [answers] }'
it.each([
  [
    'query: { metrics: [no_match_rat] }, above: 1',
    /:3:\d+: alerts\[0\]\.query\.metrics\[0\]: .*nearest is no_match_rate/,
  ],
  [
    'query: { metrics: [answers, events] }, above: 1',
    /query\.metrics: expected a list of exactly one metric/,
  ],
  ['query: { metrics: [answers], time_zone: UTC }, above: 1', /time_zone: unknown key.*Allowed: metrics/],
  [
    'query: { metrics: [answers], filters: [[is, chanel, [a]]] }, above: 1',
    /filters\[0\]\[1\]: .*nearest is channel/,
  ],
  [
    'query: { metrics: [answers], dimensions: ["time:day"] }, above: 1',
    /dimensions\[0\]: expected no dimension of time/,
  ],
  ['query: { metrics: [answers], dimensions: [tenant] }, above: 1', /dimensions\[0\]: expected no tenant/],
  [
    'query: { metrics: [template_anomaly], dimensions: [template_id] }, above: 2',
    /metrics\[0\]: expected a metric of one window/,
  ],
  [`query: ${query}`, /alerts\[0\]: expected either above or below/],
  [`query: ${query}, above: 1, below: 2`, /alerts\[0\]: expected either above or below/],
  [
    `query: ${query}, above: 1, tenant: initech`,
    /tenant: expected a tenant of the configuration.*acme, globex/,
  ],
  [
    `query: ${query}, above: 1, tenant: [acme, initech]`,
    /tenant\[1\]: expected a tenant of the configuration/,
  ],
  [`query: ${query}, above: 1, notify: [mail]`, /notify\[0\]: expected log, or an object with webhook/],
  [`query: ${query}, above: 1, notify: [{ webhook: "ftp://a.example" }]`, /webhook: expected an address/],
  [
    `query: ${query}, above: 1, notify: [{ webhook: "https://user:pass@a.example" }]`,
    /webhook: expected an address/,
  ],
  [`query: ${query}, above: much`, /above: expected a number/],
])('%s is refused with its place', (settings, message) => {
  expect(() => load(`  - { name: wrong, window: 1h, ${settings} }`)).toThrow(message)
})

it.each(['1s', '0h', '1000m', '100d', 'hour'])('a window of %s is refused', (window) => {
  expect(() => load(`  - { name: a, window: ${window}, query: ${query}, above: 1 }`)).toThrow(
    /window: expected/,
  )
})

it('two alerts have different names', () => {
  const alert = `  - { name: same, window: 1h, query: ${query}, above: 1 }`
  expect(() => load(`${alert}\n${alert}`)).toThrow(/:4:\d+: alerts\[1\]\.name: another alert/)
})

it('a configuration that came from no file is checked too', () => {
  const alerts = [alertOf({ query: { metrics: ['nothing_like_this'] } })]
  expect(() => requireAlerts(alerts, ['acme'])).toThrow('alerts[0].query.metrics[0]')
})

it('every metric of one window can be watched', () => {
  const watchable = metrics.filter(({ requires = [] }) => !requires.includes('time'))
  expect(watchable.length).toBeGreaterThan(metrics.length - 5)
  const alerts = watchable.map(({ id }, i) => alertOf({ name: `alert-${i}`, query: { metrics: [id] } }))
  expect(() => requireAlerts(alerts, ['acme', 'globex'])).not.toThrow()
})
