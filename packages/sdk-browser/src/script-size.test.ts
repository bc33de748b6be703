import { readFileSync } from 'node:fs'
import { rollup } from 'rollup'
import { expect, test } from 'vitest'
// @ts-expect-error the configuration is plain JavaScript
import config, { gzipBytes, SCRIPT_BUDGET } from '../rollup.config.mjs'

test('the built script is within its budget', () => {
  const script = readFileSync(new URL('../dist/hushlog.js', import.meta.url))
  expect(gzipBytes(script)).toBeLessThanOrEqual(SCRIPT_BUDGET)
})

/** Lines that no minifier can leave out, in a module that all of the script depends on. */
const addedLines = `
addEventListener('freeze', () => console.debug('frozen', document.title, performance.now()))
addEventListener('resume', () => console.debug('resumed', document.title, performance.now()))
addEventListener('offline', () => console.debug('offline', location.host, performance.timeOrigin))
addEventListener('pagereveal', () => console.debug('revealed', location.hash, performance.timeOrigin))
`

test('a module may get four more lines: the build passes, and warns when it is over the budget', async () => {
  const { input, output, plugins } = config.at(-1)
  const warnings: string[] = []
  const addLines = {
    name: 'add-lines',
    transform: (code: string, id: string) => (id.endsWith('src/session.ts') ? code + addedLines : null),
  }
  const bundle = await rollup({
    input,
    plugins: [addLines, ...plugins],
    onwarn: ({ message }) => warnings.push(message),
  })
  const [{ code }] = (await bundle.generate(output)).output
  expect(code).toContain('frozen')
  const isOver = gzipBytes(code) > SCRIPT_BUDGET
  expect(warnings.filter((message) => message.includes('more than its budget'))).toHaveLength(isOver ? 1 : 0)
})
