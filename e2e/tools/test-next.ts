import { expect } from 'vitest'
import { testProject } from './project.js'

/** Tests that a version of Next prerenders a page that imports both packed SDKs. */
export function testNext(tool: string): void {
  testProject(tool, { tool, fixture: 'fixtures/next' }, async ({ run, read, collector }) => {
    const { code, output } = await run('next', 'build')
    expect(output).not.toMatch(/hushlog: |warn/i)
    expect(output).toMatch(/○ +(?:\/|\(Static\))/)
    expect(code).toBe(0)
    expect(read('.next/server/app/index.html')).toMatch(/delivered (?:<!-- -->)?\d/)
    expect(collector.stored.size).toBeGreaterThan(0)
  })
}
