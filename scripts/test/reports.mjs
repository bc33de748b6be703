/** Reads the reports of the test runners into one form: counts, and each failed test with its message. */

/**
 * Reads the report of Vitest's `json` reporter. A file that fails before its tests run has a message of its
 * own.
 */
export function readVitest(json) {
  const failures = json.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    const inFile = file.name.split('/').slice(-3).join('/')
    if (file.status === 'failed' && failed.length === 0)
      return [{ name: inFile, message: file.message ?? '' }]
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${inFile} › ${fullName}`,
      message: (failureMessages ?? []).join('\n'),
    }))
  })
  return {
    passed: json.numPassedTests,
    failed: Math.max(json.numFailedTests, failures.length),
    skipped: json.numPendingTests + json.numTodoTests,
    failures,
  }
}

/**
 * Reads the report of Playwright's `json` reporter. A test that passes only when repeated counts as a
 * failure.
 */
export function readPlaywright(json) {
  const failures = [...specsOf(json)].flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results, projectName }) => ({
        name: `${spec.file} › ${spec.title}${projectName ? ` (${projectName})` : ''}`,
        message: results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n'),
      })),
  )
  const broken = json.errors.map(({ message }) => ({ name: 'the run', message }))
  return {
    passed: json.stats.expected,
    failed: json.stats.unexpected + json.stats.flaky + broken.length,
    skipped: json.stats.skipped,
    failures: [...failures, ...broken],
  }
}

function* specsOf({ specs = [], suites = [] }) {
  yield* specs
  for (const suite of suites) yield* specsOf(suite)
}
