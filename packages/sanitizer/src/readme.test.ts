/**
 * Runs the examples of the README: each block of JavaScript is followed by the value of its last expression
 * as JSON.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as sanitizer from './index.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...readme.matchAll(/```js\n([^`]+)```\n+```json\n([^`]+)```/g)]

const IMPORT = /^import .*\n/gm
/** Splits a block into its statements and its last expression, which begins a line. */
const LAST = /(?:^|\n)(\w[^\n]*)\n$/

test('every example returns what the README says', () => {
  expect(examples.length).toBe(readme.split('```js\n').length - 1)
  let statements = ''
  for (const [, source = '', json = ''] of examples) {
    const code = source.replace(IMPORT, '')
    const [, expression = ''] = LAST.exec(code) ?? []
    statements += code.slice(0, code.lastIndexOf(expression))
    const run = new Function(...Object.keys(sanitizer), `${statements}\nreturn ${expression}`)
    expect(run(...Object.values(sanitizer))).toEqual(JSON.parse(json))
  }
})
