/** Builds the command line from the table of commands. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { packageRoot } from '../runtime/package-root.js'
import { type CommandSpec, commands, groups } from './commands.js'

const CONFIG = [
  '-c, --config <file>',
  'configuration file (default: HUSHLOG_CONFIG, or ./hushlog.yaml)',
] as const
const URL = ['--url <url>', 'address of the collector (default: where the configuration listens)'] as const

export const createProgram = (): Command => {
  const program = new Command('hushlog')
    .description('Product analytics for AI assistants that never collects what people said')
    .version(readVersion())
  const parents = new Map<string, Command>()
  for (const spec of commands) {
    const { group } = spec
    const parent =
      group === undefined
        ? program
        : (parents.get(group) ?? program.command(group).description(groups[group]))
    if (group !== undefined) parents.set(group, parent)
    addCommand(parent, spec)
  }
  return program
}

const readVersion = (): string => {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

const addCommand = (parent: Command, spec: CommandSpec): void => {
  const { usage, description, needs, options = [], help, load } = spec
  const command = parent.command(usage).description(description)
  if (needs !== undefined) command.option(...CONFIG)
  if (needs === 'running collector') command.option(...URL)
  for (const option of options) {
    command.addOption(option instanceof Option ? option : new Option(option[0], option[1]))
  }
  if (help !== undefined) command.addHelpText('after', `\n${help}`)
  // A command is loaded when it runs, so that `--help` needs no database. Its declaration determines what it gets.
  command.action(async (...args: readonly unknown[]) => (await load())(...(args as never[])))
}
