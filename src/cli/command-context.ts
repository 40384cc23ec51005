/** What a command leaves behind for whoever started it. */
export interface CommandContext {
  exitCode: number;
}
