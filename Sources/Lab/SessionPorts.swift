import Link

/// What host tools have of a run, and what ends a wait for them.
struct SessionPorts {
  /// The band's UART.
  var band: CableEnd?
  /// The instrument in its supply.
  var ppk2: CableEnd?
  var wakeup: Wakeup
}
