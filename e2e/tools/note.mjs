import { appendFileSync } from 'node:fs'

/** Writes a line for the end of `npm test`; `scripts/test/run.mjs` describes the file. */
export function note(line) {
  const file = process.env.HUSHLOG_TEST_NOTES
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`)
}
