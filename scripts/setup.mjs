/**
 * `npm run setup`: installs and builds what changed, and nothing else. A package is built again when a file
 * of it, of a package it is built from, or of the shared configuration has another content than at its last
 * build.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pnpm } from './pnpm.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules/.cache/hushlog/setup.json')

/** The packages to build, stage after stage, each with those whose source goes into it. */
const builds = [
  [{ name: 'sanitizer', from: [] }],
  [{ name: 'schema', from: ['base', 'sanitizer'] }],
  [
    { name: 'collector', from: ['base', 'sanitizer', 'schema'] },
    { name: 'sdk-browser', from: ['base', 'sanitizer', 'schema', 'sdk-core'] },
    { name: 'sdk-node', from: ['base', 'sanitizer', 'schema', 'sdk-core'] },
    { name: 'dashboard', from: ['sanitizer', 'schema'] },
  ],
]

/** Files that go into no build. */
const TEST_FILE = /\.(test|fixture)\.[a-z]+$/

const skipped = new Set(['node_modules', 'dist', 'coverage'])

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (skipped.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function hashOfPackage(name) {
  return hashOf([...filesBelow(join(root, 'packages', name))].filter((path) => !TEST_FILE.test(path)))
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {} // There is no stamp the first time, or after node_modules was removed: everything is built.
  }
}

export async function setup() {
  requireNode()
  const stamp = readStamp()
  const save = (key, value) => {
    stamp[key] = value
    mkdirSync(dirname(stampFile), { recursive: true })
    writeFileSync(stampFile, JSON.stringify(stamp, null, 2))
  }

  const manifests = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((file) => join(root, file))
  for (const folder of ['packages', 'examples']) {
    for (const name of readdirSync(join(root, folder))) {
      const manifest = join(root, folder, name, 'package.json')
      if (existsSync(manifest)) manifests.push(manifest)
    }
  }
  const installed = hashOf(manifests)
  if (stamp.installed !== installed || !existsSync(join(root, 'node_modules/.pnpm'))) {
    step('Installing dependencies (the first time this takes a minute)')
    run(['install', '--frozen-lockfile', '--prefer-offline', '--reporter', 'append-only'])
    save('installed', installed)
  }

  const shared = hashOf(['pnpm-lock.yaml', 'tsconfig.base.json'].map((file) => join(root, file)))
  for (const stage of builds) {
    const due = stage
      .map(({ name, from }) => ({ name, input: [shared, ...[name, ...from].map(hashOfPackage)].join(' ') }))
      .filter(({ name, input }) => stamp[name] !== input || !existsSync(join(root, 'packages', name, 'dist')))
    await Promise.all(due.map(({ name, input }) => build(name).then(() => save(name, input))))
  }
}

async function build(name) {
  step(`Building packages/${name}`)
  const child = spawn('npm', ['run', '--silent', 'build'], {
    cwd: join(root, 'packages', name),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  const [status] = await once(child, 'close')
  if (status === 0) return
  process.stderr.write(output)
  console.error(`packages/${name} does not build`)
  process.exit(1)
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Hushlog needs Node 20.19 or later; this is ${process.version}. Install a newer Node and try again.`,
  )
  process.exit(1)
}

function run(args) {
  const status = pnpm(args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) process.exit(status)
}

function step(text) {
  console.error(`▸ ${text}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setup()
  step('Ready')
}
