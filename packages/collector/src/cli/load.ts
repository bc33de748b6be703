/** Loads the configuration for a command, as its options and the environment say. */
import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load.js'

export interface ConfigOption {
  readonly config?: string
}

/** @param keys as `loadConfig` takes it; without it nothing is written */
export const load = ({ config }: ConfigOption, keys?: LoadOptions['keys']): LoadedConfig =>
  loadConfig({ environment: process.env, cwd: process.cwd(), file: config, keys })
