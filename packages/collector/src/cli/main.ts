/** The command `hushlog`. One file per subcommand, loaded when it is asked for: `--help` needs no database. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { ConfigError } from '../config/config-error.js'
import { packageRoot } from '../runtime/package-root.js'
import { addEvalRun } from './eval-run.js'
import { addSchema } from './schema.js'

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string
}

const program = new Command('hushlog')
  .description('Product analytics for AI assistants that never collects what people said')
  .version(version)

const loading =
  <Args extends readonly unknown[]>(load: () => Promise<(...args: Args) => void | Promise<void>>) =>
  async (...args: Args): Promise<void> =>
    (await load())(...args)

const withConfig = (command: Command): Command =>
  command.option('-c, --config <file>', 'configuration file (default: HUSHLOG_CONFIG, or ./hushlog.yaml)')

withConfig(program.command('serve').description('run the collector')).action(
  loading(async () => (await import('./serve.js')).serve),
)
withConfig(program.command('check').description('check the configuration and say what it means')).action(
  loading(async () => (await import('./check.js')).check),
)
withConfig(program.command('doctor').description('check what the collector needs on this machine')).action(
  loading(async () => (await import('./doctor.js')).doctor),
)

withConfig(
  program
    .command('setup')
    .argument('<sink>', 'name or type of a configured sink')
    .description('make what a sink needs in its store: tables, indexes, templates, lifecycles')
    .option('--dry-run', 'only say what is there and what is missing'),
).action(loading(async () => (await import('./setup.js')).setup))

const keys = program.command('keys').description('keys for writing and reading')
withConfig(keys.command('create').description('make a write key and a read token')).action(
  loading(async () => (await import('./keys.js')).createKeys),
)
withConfig(keys.command('show').description('show the keys that the collector made itself')).action(
  loading(async () => (await import('./keys.js')).showKeys),
)

withConfig(
  keys
    .command('rotate-pseudonyms <tenant>')
    .description('make a new secret for the pseudonyms of new events; the former stays for erasure'),
).action(loading(async () => (await import('./keys.js')).rotatePseudonyms))

program
  .command('redact [text...]')
  .description('print what would be left of a text; of standard input when no text and no file is given')
  .option('-f, --file <file>', 'read this file')
  .option('--set <set>', 'rules of full (Node and collector) or browser', 'full')
  .option(
    '--rule <id=pattern>',
    'a rule of your own, such as employee=EMP-[0-9]{6}; may be repeated',
    (rule: string, before: readonly string[] = []) => [...before, rule],
  )
  .option('--findings', 'print where what was found, as line:start-end rule, instead of the text')
  .option('--json', 'print one JSON object for each line: text and findings')
  .option('--exit-code', 'end with 3 when anything was found')
  .addHelpText('after', '\nEnds with 0, with 1 when it cannot be done, and with 3 as --exit-code says.')
  .action(loading(async () => (await import('./redact.js')).redact))

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
erasing(erase.command('session <id>')).action(loading(async () => (await import('./erase.js')).eraseSession))
erasing(
  erase.command('user <id>').description('the id as the application gave it to identify(), or its pseudonym'),
).action(loading(async () => (await import('./erase.js')).eraseUser))

remote(program.command('export <format> <type>').description('write stored events as csv, ndjson or parquet'))
  .option('--tenant <id>', 'whose; needed when there are several tenants')
  .option('--from <time>', 'a day or a time in UTC; 30 days before --to when it is left out')
  .option('--to <time>', 'a day or a time in UTC, exclusive; now when it is left out')
  .option('-o, --output <file>', 'into this file, which appears when it is whole')
  .addHelpText('after', '\nThe type is one of docs/events.md, or events for every type.')
  .action(loading(async () => (await import('./export.js')).exportEvents))

const again = (command: Command): Command =>
  remote(command)
    .requiredOption('--sink <name>', 'name of the sink')
    .option('--no-wait', 'do not wait until it is done')
again(program.command('replay').description('send what was received since a time to a sink again'))
  .requiredOption('--from <time|sequence>', 'such as 2026-01-31T00:00:00Z, or a sequence of the log')
  .option('--copies', 'go on although a sink of files or objects may get second copies')
  .action(loading(async () => (await import('./replay.js')).replay))

const letters = program.command('dead-letters').description('records that a sink refused for good')
withConfig(letters.command('list').description('how many, why and since when'))
  .option('--json', 'as JSON')
  .action(loading(async () => (await import('./dead-letters.js')).listDeadLetters))
again(letters.command('replay').description('send them to their sink again')).action(
  loading(async () => (await import('./replay.js')).replayDeadLetters),
)

addSchema(program, withConfig)
addEvalRun(program, withConfig)

program.parseAsync().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`hushlog: ${error instanceof Error ? error.message : 'failed'}\n`)
  process.exitCode = 1
})
