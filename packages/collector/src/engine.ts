/** The program of the process in which the engine of the embedded store runs. */
import { makeFilesPrivate } from './runtime/private-files.js'
import { hostEngine } from './sinks/embedded/engine-host.js'

makeFilesPrivate()
hostEngine()
