/** For tests: runs a command inside this process and gives back what it printed. */
import { Command } from 'commander'

type AddCommand = (program: Command, withConfig: (command: Command) => Command) => void

/** @throws what the command throws; a wrong option too. */
export async function runCommand(add: AddCommand, args: readonly string[]): Promise<string> {
  const program = new Command('hushlog').exitOverride().configureOutput({ writeErr: () => undefined })
  add(program, (command) => command.option('-c, --config <file>'))
  const override = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined })
    command.commands.forEach(override)
  }
  override(program)
  let printed = ''
  const { write } = process.stdout
  process.stdout.write = (text: string | Uint8Array) => {
    printed += String(text)
    return true
  }
  try {
    await program.parseAsync(args, { from: 'user' })
  } finally {
    process.stdout.write = write
  }
  return printed
}
