/// What a host tool has asked for and the main loop is to do when the answer is out.
enum Wanted {
  /// To show a notification, and to buzz so often.
  nonisolated(unsafe) static var isNotice = false
  nonisolated(unsafe) static var buzzes: UInt32 = 0
  /// To turn everything off until the charger comes.
  nonisolated(unsafe) static var isShip = false
}
