/** Runs a command inside the process of a test. */
import type { Command } from 'commander'
import { createProgram } from './program.js'

/**
 * @returns what the command printed
 * @throws Error that the command throws, also for a wrong option
 */
export async function runCommand(args: readonly string[]): Promise<string> {
  const program = createProgram()
  const throwErrors = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined })
    command.commands.forEach(throwErrors)
  }
  throwErrors(program)
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
