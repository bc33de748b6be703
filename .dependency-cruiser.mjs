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
  '(metrics|stages|create-collector|engine|rebuild|server)\\.ts$',
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
      to: {
        path: [
          '^packages/collector/src/log/(?!log\\.ts|index\\.ts|records\\.fixture\\.ts)',
          'node_modules/lmdb',
        ],
      },
    },
    {
      name: 'sinks-see-only-types-of-the-configuration',
      comment: 'A sink gets its options as values; it reads no configuration by itself.',
      severity: 'error',
      from: { path: '^packages/collector/src/sinks/', pathNot: TESTS },
      to: {
        path: '^packages/collector/src/config/',
        pathNot: '^packages/collector/src/config/config\\.ts$',
      },
    },
    {
      name: 'sinks-do-not-retry',
      comment: 'A sink makes one attempt; delivery decides when to make another.',
      severity: 'error',
      from: { path: '^packages/collector/src/sinks/', pathNot: TESTS },
      to: { path: '^packages/collector/src/runtime/retry-limits' },
    },
    {
      name: 'only-the-wiring-knows-the-sinks-by-name',
      comment:
        'The stages know the interfaces of a sink and of a store for reports, not the implementations.',
      severity: 'error',
      from: { path: '^packages/collector/src/(delivery|http|ingest|query|admin)/', pathNot: TESTS },
      to: { path: '^packages/collector/src/sinks/(?!(sink|report-store)\\.ts$|rollups/)' },
    },
    {
      name: 'ingest-does-not-know-sinks',
      comment: 'An event is accepted when it is in the log.',
      severity: 'error',
      from: { path: '^packages/collector/src/ingest/' },
      to: { path: '^packages/collector/src/(sinks|delivery)/' },
    },
    {
      name: 'only-the-route-table-knows-express',
      comment: 'Rooms declare rows of the table; `http/` turns them into a router.',
      severity: 'error',
      from: { path: '^packages/collector/src/', pathNot: [TESTS, '^packages/collector/src/http/'] },
      to: { path: 'node_modules/express/', dependencyTypesNot: ['type-only'] },
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
    // `assets` holds built files of other packages, and `fixtures` has projects of users, with packages of their own.
    exclude: { path: ['^packages/collector/assets/', '^e2e/tools/fixtures/'] },
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
