/**
 * Import boundaries between the packages, and inside the collector between the folders in the order of the
 * data's flow.
 */
const TESTS = '\\.(test|fixture)\\.ts$'

const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^packages/${from}/` },
  to: { path: '^packages/', pathNot: [`^packages/${from}/`, ...allowed.map((p) => `^packages/${p}/`)] },
})

/** The folders and wiring files of the collector from bottom to top. */
const collectorOrder = [
  'runtime/',
  'config/',
  'log/',
  'sinks/',
  'delivery/',
  'http/',
  'ingest/',
  'query/',
  'admin/',
  '(metrics|create-collector|server)\\.ts$',
  'cli/',
  'index\\.ts$',
]

const inCollector = (names) => names.map((name) => `^packages/collector/src/${name}`)

/** Forbids what is at `index` of the order to import anything above it. */
const onlyDownward = (name, index) => ({
  name: `collector-imports-go-down-from-${name.replace(/\W.*/, '') || 'wiring'}`,
  severity: 'error',
  from: { path: inCollector([name]), pathNot: TESTS },
  to: { path: inCollector([...collectorOrder.slice(index + 1), 'testing/']) },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'only-declared-packages',
      comment: 'pnpm links what a package declares and nothing else: what does not resolve is not declared.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('base-imports-no-package', 'base', []),
    only('sanitizer-imports-base-only', 'sanitizer', ['base']),
    only('schema-imports-the-sanitizer', 'schema', ['sanitizer', 'base']),
    only('sdk-core-imports-schema', 'sdk-core', ['schema', 'sanitizer', 'base']),
    only('sdk-browser-imports-core-and-schema', 'sdk-browser', ['sdk-core', 'schema', 'sanitizer', 'base']),
    only('sdk-node-imports-core-and-schema', 'sdk-node', ['sdk-core', 'schema', 'sanitizer', 'base']),
    only('collector-imports-schema', 'collector', ['schema', 'sanitizer', 'base']),
    only('dashboard-imports-schema', 'dashboard', ['schema', 'sanitizer', 'base']),
    {
      name: 'dashboard-runs-nothing-but-the-sanitizer',
      comment:
        'Types of reports, and for the playground the sanitizer: the dashboard validates, encodes and stores nothing.',
      severity: 'error',
      from: { path: '^packages/dashboard/src/' },
      to: {
        path: '^packages/schema/',
        pathNot: '^packages/schema/dist/(sanitize|sanitize-browser|reports)\\.',
      },
    },
    {
      name: 'no-package-imports-examples-or-tests',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(examples|e2e|bench)/' },
    },
    ...collectorOrder.map(onlyDownward),
    {
      name: 'collector-files-have-a-place-in-the-order',
      comment: 'A file outside these folders would escape the rule that imports go down.',
      severity: 'error',
      from: {},
      to: {
        path: '^packages/collector/src/',
        pathNot: [TESTS, ...inCollector([...collectorOrder, 'testing/'])],
      },
    },
    {
      name: 'the-log-is-a-seam',
      comment: 'Nothing outside the folder of the log may know which implementation it is.',
      severity: 'error',
      from: { path: '^packages/collector/src/', pathNot: '^packages/collector/src/log/' },
      to: { path: ['^packages/collector/src/log/(?!log\\.ts|index\\.ts)', 'node_modules/lmdb'] },
    },
    {
      name: 'sinks-know-only-the-interfaces',
      comment:
        'A sink makes one attempt; delivery, ingest, query and HTTP are not its business. It may see the types of ' +
        'its configuration and of the store that it can be for reports.',
      severity: 'error',
      from: { path: '^packages/collector/src/sinks/', pathNot: TESTS },
      to: {
        path: '^packages/collector/src/(delivery|ingest|query|http|cli|config)/',
        pathNot: '^packages/collector/src/config/config\\.ts$',
      },
    },
    {
      name: 'ingest-does-not-know-sinks',
      severity: 'error',
      from: { path: '^packages/collector/src/ingest/' },
      to: { path: '^packages/collector/src/(sinks|delivery|query|admin|cli)/' },
    },
    {
      name: 'sanitizer-without-ajv',
      comment: 'The sanitizer runs in the browser: no Ajv in its graph.',
      severity: 'error',
      from: { path: '^packages/(sanitizer/src/|schema/src/sanitize/)' },
      to: { path: ['ajv', 'validators'] },
    },
    {
      name: 'no-undeclared-dependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        pathNot: ['node_modules/(preact|chart\\.js)/'],
      },
    },
  ],
  options: {
    // `assets` holds built files of other packages.
    exclude: { path: '^packages/collector/assets/' },
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
