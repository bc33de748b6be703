/** All presets: each is a path below `/reports/`, and a file of `/export/csv/`. */
import { assistantPresets } from './assistant.js'
import { operationsPresets } from './operations.js'
import { usagePresets } from './usage.js'

export const presets = [...operationsPresets, ...assistantPresets, ...usagePresets]
