/**
 * Starts the servers that tests of the project `backends` ask for with `inject`, each once, before the tests.
 * For a server that cannot be installed or started it provides the reason; its tests are skipped by name, and
 * the reason is printed at the end of the run and of `npm test`.
 */
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { servers } from './servers.mjs'

/** @param {import('vitest/node').TestProject} project */
export default async function setup(project) {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern)
  const wanted = askedFor(testFiles)
  const root = mkdtempSync(join(tmpdir(), 'hushlog-backends-'))
  chmodSync(root, 0o711) // PostgreSQL runs as another user.
  // This also runs when a signal ends the tests.
  process.once('exit', () => rmSync(root, { recursive: true, force: true }))
  const started = []
  const missing = []
  await Promise.all(
    Object.values(servers).map(async (server) => {
      if (!wanted.has(server.name)) {
        project.provide(server.name, { reason: 'no test of this run asks for it' })
        return
      }
      const running = await startOrReason(server, join(root, server.name))
      if ('reason' in running) {
        missing.push(`${server.name}: ${running.reason}`)
        note({ missing: `tests against ${server.name}: ${running.reason}` })
        project.provide(server.name, running)
        return
      }
      const { stop, kill, ...facts } = running
      started.push(running)
      console.log(`  ${server.name} ${facts.version} on port ${facts.port}`)
      note({ against: `${server.name} ${facts.version}` })
      project.provide(server.name, facts)
    }),
  )
  return async () => {
    await Promise.all(started.map((server) => server.stop()))
    rmSync(root, { recursive: true, force: true })
    for (const reason of missing) console.log(`  Not run — tests against ${reason}`)
  }
}

/** Writes a line for the end of `npm test`; `scripts/test/run.mjs` describes the file. */
function note(line) {
  const file = process.env.HUSHLOG_TEST_NOTES
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`)
}

/**
 * Returns the names that the files of this run mention, so that tests of one sink do not wait for another's
 * server.
 */
function askedFor(files) {
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  return new Set(Object.keys(servers).filter((name) => text.includes(`'${name}'`)))
}

async function startOrReason(server, folder) {
  try {
    const installed = await server.install((line) => console.log(`  ${server.name}: ${line}`))
    if ('reason' in installed) return installed
    mkdirSync(folder)
    return await server.start({ folder, memory: true })
  } catch (error) {
    return { reason: `it did not start: ${error.message}` }
  }
}
