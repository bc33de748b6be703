import { describe, expect, it } from 'vitest'
import { readPlaywright, readVitest } from './reports.mjs'

describe('a report of Vitest', () => {
  const file = (status: string, assertionResults: object[], message = '') => ({
    name: '/somewhere/packages/a/src/b.test.ts',
    status,
    message,
    assertionResults,
  })
  const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

  it('names failed tests with their messages', () => {
    const failed = { fullName: 'adds up', status: 'failed', failureMessages: ['expected 1 to be 2'] }
    const passed = { fullName: 'is there', status: 'passed', failureMessages: [] }
    const json = { ...counts, numFailedTests: 1, testResults: [file('failed', [passed, failed])] }
    expect(readVitest(json)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 2,
      failures: [{ name: 'a/src/b.test.ts › adds up', message: 'expected 1 to be 2' }],
    })
  })

  it('counts a file that fails before its tests run', () => {
    const json = { ...counts, testResults: [file('failed', [], 'cannot find module')] }
    expect(readVitest(json)).toMatchObject({
      failed: 1,
      failures: [{ name: 'a/src/b.test.ts', message: 'cannot find module' }],
    })
  })
})

describe('a report of Playwright', () => {
  const spec = (title: string, status: string) => ({
    title,
    file: 'walk.spec.ts',
    tests: [{ status, projectName: 'firefox', results: [{ errors: [{ message: 'not seen' }] }] }],
  })

  it('counts a test that passes only when repeated as failed, in any suite', () => {
    const json = {
      stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [],
      suites: [
        {
          specs: [spec('a', 'unexpected'), spec('b', 'expected')],
          suites: [{ specs: [spec('c', 'flaky')] }],
        },
      ],
    }
    expect(readPlaywright(json)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
      failures: [
        { name: 'walk.spec.ts › a (firefox)', message: 'not seen' },
        { name: 'walk.spec.ts › c (firefox)', message: 'not seen' },
      ],
    })
  })

  it('counts what broke outside the tests', () => {
    const json = {
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      errors: [{ message: 'no web server' }],
      suites: [],
    }
    expect(readPlaywright(json)).toMatchObject({ failed: 1, failures: [{ message: 'no web server' }] })
  })
})
