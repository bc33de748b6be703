/**
 * Runs DynamoDB Local, Amazon's server for tests, with batches, indexes, TTL and limits. It takes about 500
 * items a second.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../processes/free-port.mjs'
import { output } from './commands.mjs'
import { installFolder, installOnce } from './install-once.mjs'
import { fetchJars, majorVersion } from './maven.mjs'
import { answersWith, startServer } from './server-process.mjs'

export const name = 'dynamodb'
export const version = 'Local 3.3.1'
const FOLDER = 'dynamodb-local-3.3.1'
const JAVA = 17
const pom = fileURLToPath(new URL('dynamodb/pom.xml', import.meta.url))

/** @param {(line: string) => void} report @returns {Promise<import('./install-once.mjs').Installed>} */
export async function install(report) {
  const installed = await installOnce(FOLDER, (folder) => {
    report(`fetching DynamoDB ${version} with Maven (once, about a minute)`)
    return fetchJars(pom, folder)
  })
  if ('reason' in installed) return installed
  const major = majorVersion(output('java', ['-version']))
  return major >= JAVA
    ? installed
    : { reason: `it needs Java ${JAVA} or later, and ${major === 0 ? 'there is none' : `this is ${major}`}` }
}

/**
 * @param {{ folder: string, port?: number, memory?: boolean }} options with `memory`, it keeps nothing
 *   over a restart and does not wait for the disk, which takes most of its time
 */
export async function start({ folder, port: wanted, memory = false }) {
  const port = wanted ?? (await freePort())
  const endpoint = `http://127.0.0.1:${port}`
  mkdirSync(join(folder, 'data'), { recursive: true })
  const server = await startServer({
    name,
    folder,
    command: 'java',
    args: [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      join(installFolder(FOLDER), 'lib/*'),
      'software.amazon.dynamodb.services.local.main.ServerRunner',
      '-port',
      String(port),
      ...(memory ? ['-inMemory'] : ['-dbPath', join(folder, 'data')]),
      '-sharedDb',
      '-disableTelemetry',
    ],
    // It answers 400 to a request without a signature, which shows that it runs.
    ready: () => answersWith(endpoint, [400], { method: 'POST' }),
  })
  return {
    ...server,
    endpoint,
    region: 'us-east-1',
    accessKeyId: 'hushlogtest',
    secretAccessKey: 'hushlog-test-secret',
    version,
    port,
  }
}
