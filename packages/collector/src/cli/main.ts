/** Runs the command `hushlog`. */
import { ConfigError } from '../config/config-error.js'
import { makeFilesPrivate } from '../runtime/private-files.js'
import { createProgram } from './program.js'

makeFilesPrivate()
createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
    else process.stderr.write(`hushlog: ${error instanceof Error ? error.message : 'failed'}\n`)
    process.exitCode = 1
  })
