/** Loads the configuration for a command, as its options and the environment say. */
import { alertFaults } from '../admin/alerts/alert-faults.js'
import { type LoadedConfig, loadConfig } from '../config/load.js'

export interface ConfigOption {
  readonly config?: string
}

export const load = ({ config }: ConfigOption): LoadedConfig =>
  loadConfig({ environment: process.env, cwd: process.cwd(), file: config, alertFaults })
