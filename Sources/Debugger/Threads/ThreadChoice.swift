/// Whose threads a debugger is shown.
public enum ThreadChoice: String, CaseIterable, Sendable {
  /// None: the core is the only one.
  case off
  /// Those of the kernel whose symbols are there.
  case auto
  /// Those of one kernel.
  case freertos, zephyr, riot

  /// What the option expects, in words.
  public static let expected = "auto, freertos, zephyr or riot"
}
