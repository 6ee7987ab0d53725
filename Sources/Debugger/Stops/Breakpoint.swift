/// A breakpoint as the client inserted it.
struct Breakpoint: Equatable {
  /// Without the Thumb bit.
  var address: UInt32
  /// Z1, otherwise Z0; both act alike.
  var isHardware: Bool
  /// It stops where one of these is true; always where there are none.
  var conditions: [AgentExpression] = []
}
