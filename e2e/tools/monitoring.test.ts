/** Tests that the checkers of Prometheus and of CloudFormation accept what `hushlog schema` writes for alarms. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { cfnLint, promtool } from './checkers.mjs'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))
const checkers = [
  [
    'prometheus-rules',
    'rules.yml',
    'groups:\n  - name: hushlog\n    rules: [{ alert: A, expr: "sum(" }]\n',
    await promtool(),
  ],
  [
    'cloudwatch-alarms',
    'alarms.json',
    '{"Resources":{"A":{"Type":"AWS::CloudWatch::Alarm","Properties":{"Threshold":1}}}}',
    await cfnLint(),
  ],
] as const

const folder = mkdtempSync(join(tmpdir(), 'hushlog-monitoring-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CONFIGURATION = `
data_dir: ./data
tenants: [{ id: acme }, { id: globex }]
sinks:
  - { type: opensearch, name: search, node: "https://search.example" }
  - { type: file, path: ./export }
alerts:
  - { name: no-match, query: { metrics: [no_match_rate] }, above: 0.2, window: 1h, periods: 2 }
  - { name: silence, tenant: acme, query: { metrics: [answers], filters: [[is, channel, ["{{ x }}"]]] }, below: 1, window: 30m }
`

for (const [schema, file, wrong, { missing, command, args, env }] of checkers)
  test.skipIf(missing !== undefined)(`${schema} are accepted`, () => {
    const configuration = join(folder, 'hushlog.yaml')
    writeFileSync(configuration, CONFIGURATION)
    const written = spawnSync(process.execPath, [COMMAND, 'schema', schema, '-c', configuration], {
      encoding: 'utf8',
    })
    expect([written.status, written.stderr]).toEqual([0, ''])
    const path = join(folder, file)
    const check = (text: string) => {
      writeFileSync(path, text)
      const checked = spawnSync(command, [...args, path], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      })
      return { status: checked.status, output: checked.stdout + checked.stderr }
    }
    expect(check(written.stdout)).toMatchObject({ status: 0 })
    // The checker does find what is wrong.
    expect(check(wrong).status).not.toBe(0)
  })
