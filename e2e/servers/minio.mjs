/**
 * Runs MinIO: S3 with signatures, conditional writes, multipart and limited users. It is built from source of
 * the Go module proxy.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../processes/free-port.mjs'
import { has, output, run } from './commands.mjs'
import { installFolder, installOnce } from './install-once.mjs'
import { answersWith, startServer } from './server-process.mjs'

export const name = 'minio'
/** This is RELEASE.2026-02-12; the module has no version tags of the usual kind. */
export const version = '2026-02-12'
const MODULE = 'github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c'
const FOLDER = `minio-${version}`

/** These credentials are for tests on the loopback only. */
const ACCESS_KEY_ID = 'hushlog-test'
const SECRET_ACCESS_KEY = 'hushlog-test-secret'
/** With this key MinIO encrypts at rest, as a bucket of S3 does by default. */
const KMS_KEY = `hushlog-test:${Buffer.alloc(32, 'hushlog').toString('base64')}`

/** @param {(line: string) => void} report @returns {Promise<import('./install-once.mjs').Installed>} */
export async function install(report) {
  return installOnce(FOLDER, async (folder) => {
    if (!has('go')) return 'Go is not installed; install Go 1.24 or later (https://go.dev/dl)'
    report(`building MinIO ${version} with ${output('go', ['version']) ?? 'Go'} (once, about 6 minutes)`)
    return run('go', ['install', '-ldflags=-s -w', MODULE], {
      env: { GOBIN: folder, GOFLAGS: '-buildvcs=false' },
    })
  })
}

/** @param {{ folder: string, port?: number }} options */
export async function start({ folder, port: wanted }) {
  const port = wanted ?? (await freePort())
  const endpoint = `http://127.0.0.1:${port}`
  mkdirSync(join(folder, 'data'), { recursive: true })
  const server = await startServer({
    name,
    folder,
    command: join(installFolder(FOLDER), 'minio'),
    args: ['server', join(folder, 'data'), '--address', `127.0.0.1:${port}`, '--quiet'],
    env: {
      MINIO_ROOT_USER: ACCESS_KEY_ID,
      MINIO_ROOT_PASSWORD: SECRET_ACCESS_KEY,
      MINIO_KMS_SECRET_KEY: KMS_KEY,
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
    },
    ready: () => answersWith(`${endpoint}/minio/health/ready`, [200]),
  })
  return {
    ...server,
    endpoint,
    region: 'us-east-1',
    accessKeyId: ACCESS_KEY_ID,
    secretAccessKey: SECRET_ACCESS_KEY,
    version,
    port,
  }
}
