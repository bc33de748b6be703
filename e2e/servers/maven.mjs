/** Fetches the jars that a `pom.xml` names from the repository that Maven is configured for. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { apt, has, run } from './commands.mjs'

/**
 * @param {string} pom
 * @param {string} folder gets the jars in `lib`
 * @returns {Promise<string | undefined>} what went wrong
 */
export async function fetchJars(pom, folder) {
  if (!has('mvn')) {
    const wrong = await apt(['maven'])
    if (wrong !== undefined)
      return `Maven is not installed (${wrong}); install Maven 3.8 or later and Java 17 or later`
  }
  mkdirSync(folder, { recursive: true })
  copyFileSync(pom, join(folder, 'pom.xml'))
  return run(
    'mvn',
    ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'],
    { cwd: folder },
  )
}

/**
 * @param {string | undefined} text of `java -version`
 *
 * @returns {number} the major version, or 0 for an unknown text
 */
export function majorVersion(text) {
  return Number(/version "(\d+)/.exec(text ?? '')?.[1] ?? 0)
}
