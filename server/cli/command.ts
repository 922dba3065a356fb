/** One command of `officina`. */
export interface Command {
  readonly name: string
  /** What follows the name, for the list of commands. */
  readonly usage: string
  readonly summary: string
  /** Answers the exit code. */
  run(words: readonly string[]): Promise<number>
}
