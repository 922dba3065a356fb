/** Something about the surroundings that a person must mend; the message is the sentence to show, without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}
