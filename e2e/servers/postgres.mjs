/**
 * Runs PostgreSQL: a private cluster of the installed packages, as the user `postgres` when this process is
 * root.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../processes/free-port.mjs'
import { apt, output } from './commands.mjs'
import { startServer } from './server-process.mjs'

export const name = 'postgres'
/** Holds the version of the programs that were found; it is empty before the install. */
export let version = readVersion()

/** These credentials are for tests on the loopback only. */
const USER = 'hushlog'
const PASSWORD = 'hushlog-test-secret'
/**
 * Limits how long sessions of a killed server may live on, in milliseconds: on a busy machine they may notice
 * it late.
 */
const LEFT_OVER_MS = 60_000

/** @param {(line: string) => void} report @returns {Promise<import('./install-once.mjs').Installed>} */
export async function install(report) {
  if (programs() === undefined) {
    report('installing PostgreSQL with apt (once)')
    const wrong = await apt(['postgresql'])
    if (programs() === undefined)
      return {
        reason: `PostgreSQL is not installed (${wrong ?? 'apt brought none'}); install version 15 or later`,
      }
  }
  if (process.getuid?.() === 0 && owner() === undefined)
    return { reason: 'PostgreSQL refuses root, and there is no user postgres' }
  version = readVersion()
  return { ready: true }
}

/** @param {{ folder: string, port?: number }} options */
export async function start({ folder, port: wanted }) {
  const port = wanted ?? (await freePort())
  const user = owner()
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true })
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid)
    chmodSync(dirname(folder), 0o711) // Other users may not pass a temporary folder of root.
  }
  if (!existsSync(join(data, 'PG_VERSION'))) initialize(folder, data, user)
  const server = await untilFree(() =>
    startServer({
      name,
      folder,
      command: join(programs() ?? '', 'postgres'),
      args: [
        ['-D', data],
        ['-p', String(port)],
        ['-c', 'listen_addresses=127.0.0.1'],
        ['-c', 'unix_socket_directories='],
        // A killed process loses nothing by this; only a failing machine would.
        ['-c', 'fsync=off'],
        ['-c', 'full_page_writes=off'],
      ].flat(),
      user,
      ready: () => acceptsSessions(port),
      stopSignal: 'SIGINT', // SIGINT ends open sessions; SIGTERM would wait for them.
    }),
  )
  return {
    ...server,
    url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
    version: readVersion(),
    port,
  }
}

/**
 * Waits until the sessions of a killed server have ended, since until then no other server may open its data.
 */
async function untilFree(begin) {
  for (const limit = Date.now() + LEFT_OVER_MS; ; ) {
    try {
      return await begin()
    } catch (error) {
      if (!error.message.includes('pre-existing shared memory block') || Date.now() > limit) throw error
      await sleep(200)
    }
  }
}

function initialize(folder, data, user) {
  const secret = join(folder, 'password')
  writeFileSync(secret, PASSWORD)
  if (user !== undefined) chownSync(secret, user.uid, user.gid)
  const { status, stderr } = spawnSync(
    join(programs() ?? '', 'initdb'),
    [
      '-D',
      data,
      '-U',
      USER,
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: folder, encoding: 'utf8', ...user },
  )
  rmSync(secret)
  if (status !== 0) throw new Error(`initdb ended with ${status}: ${stderr.trim().split('\n').at(-1)}`)
}

/**
 * Returns whether the server takes sessions: then it asks for a password, and before it answers with an
 * error.
 */
function acceptsSessions(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
    socket.once('error', reject)
    socket.once('close', () => resolve(false))
    socket.once('data', (answer) => {
      resolve(answer.toString('latin1', 0, 1) === 'R')
      socket.destroy()
    })
    const words = Buffer.from(`user\0${USER}\0database\0postgres\0\0`)
    const head = Buffer.alloc(8)
    head.writeInt32BE(words.length + 8, 0)
    head.writeInt32BE(196_608, 4) // This is version 3.0 of the protocol.
    socket.write(Buffer.concat([head, words]))
  })
}

/** Finds the folder of `initdb` and `postgres`; Debian has one for each major version, outside of PATH. */
function programs() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const found = [...versions.map((major) => join(debian, major, 'bin')), output('pg_config', ['--bindir'])]
  return found.find((bin) => bin !== undefined && existsSync(join(bin, 'initdb')))
}

function readVersion() {
  const bin = programs()
  return bin === undefined
    ? ''
    : (/(\d+(\.\d+)*)/.exec(output(join(bin, 'postgres'), ['-V']) ?? '')?.[1] ?? '')
}

/** Returns the user to run the server as; undefined when this process is not root and runs it as itself. */
function owner() {
  if (process.getuid?.() !== 0) return undefined
  const uid = output('id', ['-u', 'postgres'])
  const gid = output('id', ['-g', 'postgres'])
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}
