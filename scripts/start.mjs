/**
 * `npm start`: sets up, makes up a month of history, then runs the collector with its dashboard and a live demo (a
 * chat widget, its back end and a bounded visitor), with no other service. With HUSHLOG_CONFIG set, it runs that configuration
 * without the demo. HUSHLOG_LISTEN, HUSHLOG_DATA_DIR and HUSHLOG_ADMIN_PASSWORD override as everywhere;
 * HUSHLOG_DEMO_LISTEN moves the demo.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { setup } from './setup.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

await setup()

const withDemo = process.env.HUSHLOG_CONFIG === undefined
const listen = process.env.HUSHLOG_LISTEN ?? '127.0.0.1:8788'
const demoListen = process.env.HUSHLOG_DEMO_LISTEN ?? '127.0.0.1:8789'
const dataDir = process.env.HUSHLOG_DATA_DIR ?? join(root, 'hushlog-data')
const keys = withDemo ? demoKeys() : {}
const env = {
  ...process.env,
  ...(withDemo && {
    HUSHLOG_CONFIG: join(root, 'examples/hushlog.yaml'),
    HUSHLOG_LISTEN: listen,
    HUSHLOG_DATA_DIR: dataDir,
    HUSHLOG_ADMIN_PASSWORD: process.env.HUSHLOG_ADMIN_PASSWORD ?? keys.adminPassword,
    HUSHLOG_DEMO_WRITE_KEY: keys.writeKey,
    HUSHLOG_DEMO_READ_TOKEN: keys.readToken,
  }),
}

/** So many events of as many days make every panel worth a look, and the first start some seconds longer. */
const HISTORY = ['--events', '60000', '--days', '30']
if (withDemo) {
  await requireFreePort(demoListen, 'The demo', 'HUSHLOG_DEMO_LISTEN')
  // Beside another collector there is nothing to make a history for: `hushlog serve` says then who is in its way.
  if ((await listenError(listen)) === undefined) makeHistory()
}

const children = []
let stopping = false
const collector = run('packages/collector/bin/hushlog.mjs', ['serve'])

if (withDemo) {
  // Only the collector's own word counts: another one may answer at its address.
  const origin = await ready()
  if (origin !== undefined) {
    run('examples/start-demo.mjs', [
      '--collector',
      origin,
      '--write-key',
      keys.writeKey,
      '--listen',
      demoListen,
    ])
    console.error(`
  Demo       http://${demoListen}/   type into the chat; try an e-mail address or a card number
  Dashboard  ${origin}/analytics   user admin, password ${env.HUSHLOG_ADMIN_PASSWORD}
  Data       ${dataDir}   (stop with Ctrl-C; the history in it is invented)
`)
  }
}

/**
 * Reads the keys of the demo. The first start makes them, in a file beside the data that only its owner can
 * read.
 */
function demoKeys() {
  const file = join(dataDir, 'demo-keys.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  const random = () => randomBytes(18).toString('base64url').replaceAll(/[-_]/g, 'x')
  const made = { writeKey: `hlw_${random()}`, readToken: `hlr_${random()}`, adminPassword: random() }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

/**
 * Fills a fresh data folder with invented history. One that has events stays as it is, unless its history was
 * interrupted.
 */
function makeHistory() {
  const hasHistory = existsSync(join(dataDir, 'demo-data.json'))
  if (!hasHistory && existsSync(join(dataDir, 'log'))) return
  if (!hasHistory) console.error('▸ Making up 30 days of demo history')
  const command = [join(root, 'packages/collector/bin/hushlog.mjs'), 'demo-data', ...HISTORY]
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'], env })
  if (status !== 0) console.error('  The demo begins without history: hushlog demo-data failed')
}

/** Returns why an address such as `127.0.0.1:8789` cannot be listened on; undefined when it can. */
function listenError(address) {
  const at = address.lastIndexOf(':')
  const host = address.slice(0, at).replace(/^\[|\]$/g, '') || '127.0.0.1'
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code ?? error.message))
    server.listen(Number(address.slice(at + 1)), host, () => server.close(() => resolve(undefined)))
  })
}

/** Ends the process where somebody else listens, before anything is made. */
async function requireFreePort(address, who, variable) {
  const error = await listenError(address)
  if (error === undefined) return
  console.error(`${who} cannot listen on ${address} (${error}); choose another with ${variable}`)
  process.exit(1)
}

/** Starts a child. When it ends, the others end too, and its exit status becomes that of this process. */
function run(script, args) {
  const stdio = ['inherit', withDemo && children.length === 0 ? 'pipe' : 'inherit', 'inherit']
  const child = spawn(process.execPath, [join(root, script), ...args], { stdio, env })
  children.push(child)
  child.on('exit', (code, signal) => {
    if (child === collector || code !== 0) stop(code ?? (signal === null ? 0 : 1))
  })
  return child
}

/** Stops the demo first, so that its last events still find the collector. */
async function stop(code) {
  process.exitCode ||= code
  if (stopping) return
  stopping = true
  for (const child of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, 5_000).unref())])
  }
}

/** Returns the address at which the collector says that it listens; undefined when it ends before. */
async function ready() {
  const exited = once(collector, 'exit').then(() => undefined)
  const said = new Promise((resolve) => {
    createInterface({ input: collector.stdout }).on('line', (line) => {
      console.log(line)
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line).url)
    })
  })
  return Promise.race([said, exited])
}

// Ctrl-C reaches the children without this process, since they share its process group; a plain kill does
// not.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => stop(0))
