/// What a program asks of its host, in a run that can go back: what was answered once is answered again, and the host is not asked.
package protocol RepeatableHost: AnyObject {
  /// Whether the program has ended itself.
  var hasExited: Bool { get }
  /// Whether answers are kept; before the first call.
  var keepsAnswers: Bool { get set }
  /// How many calls the machine has had its answers of; goes back with the machine.
  var answered: Int { get set }
  /// Forgets the answers of calls behind the machine's present: they will be other calls.
  func forgetAnswers()
  /// Told of what the program writes on its console.
  var onOutput: (([UInt8]) -> Void)? { get set }
}
