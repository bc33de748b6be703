/** The command `hushlog`. One file per subcommand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { ConfigError } from '../config/config-error.js'
import { packageRoot } from '../package-root.js'
import { check } from './check.js'
import { doctor } from './doctor.js'
import { eraseSession, eraseUser } from './erase.js'
import { createKeys, showKeys } from './keys.js'
import { serve } from './serve.js'
import { setup } from './setup.js'

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string
}

const program = new Command('hushlog')
  .description('Product analytics for AI assistants that never collects what people said')
  .version(version)

const withConfig = (command: Command): Command =>
  command.option('-c, --config <file>', 'configuration file (default: HUSHLOG_CONFIG, or ./hushlog.yaml)')

withConfig(program.command('serve').description('run the collector')).action(serve)
withConfig(program.command('check').description('check the configuration and say what it means')).action(
  check,
)
withConfig(program.command('doctor').description('check what the collector needs on this machine')).action(
  doctor,
)

withConfig(
  program
    .command('setup')
    .argument('<sink>', 'name or type of a configured sink')
    .description('make what a sink needs in its store: tables, indexes, templates, lifecycles')
    .option('--dry-run', 'only say what is there and what is missing'),
).action(setup)

const keys = program.command('keys').description('keys for writing and reading')
withConfig(keys.command('create').description('make a write key and a read token')).action(createKeys)
withConfig(keys.command('show').description('show the keys that the collector made itself')).action(showKeys)

/** For commands that ask a running collector. */
const remote = (command: Command): Command =>
  withConfig(command).option(
    '--url <url>',
    'address of the collector (default: where the configuration listens)',
  )

const erase = program.command('erase').description('erase a session or a person in every sink')
const erasing = (command: Command): Command =>
  remote(command)
    .option('--tenant <id>', 'whose; needed when there are several tenants')
    .option('--no-wait', 'print the receipt at once instead of when it is finished')
erasing(erase.command('session <id>')).action(eraseSession)
erasing(
  erase.command('user <id>').description('the id as the application gave it to identify(), or its pseudonym'),
).action(eraseUser)

program.parseAsync().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`hushlog: ${error instanceof Error ? error.message : 'failed'}\n`)
  process.exitCode = 1
})
