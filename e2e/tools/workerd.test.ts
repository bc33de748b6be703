/** Tests the packed Node SDK in workerd: created at the first request, and delivered before the answer. */
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { testProject } from './project.js'

/** With the older date, workers have neither timers of Node's kind, nor its `http` and its file system. */
for (const date of ['2024-09-23', '2026-03-01'])
  testProject(`workerd of ${date}`, { tool: 'miniflare', fixture: 'fixtures/worker' }, async (project) => {
    const { folder, run, collector } = project
    const { warnings } = await build({
      entryPoints: [join(folder, 'worker.mjs')],
      outfile: join(folder, 'bundle.mjs'),
      bundle: true,
      format: 'esm',
      external: ['node:*'],
      logLevel: 'silent',
    })
    expect(warnings).toEqual([])
    const { code, output } = await run('node', 'run.mjs', date)
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { captured: 1, delivered: 1, queued: 0, dropped: {} },
      { captured: 2, delivered: 2, queued: 0, dropped: {} },
    ])
    expect(code).toBe(0)
    expect([...collector.stored.values()].map(({ path }) => path)).toEqual(['/orders', '/carts'])
  })
