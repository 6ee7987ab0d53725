import Link

/// What host tools have of a run, what ends a wait for them, and who is told what a person should know.
struct SessionPorts {
  /// The band's UART.
  var band: CableEnd?
  /// The instrument in its supply.
  var ppk2: CableEnd?
  /// SMP datagrams for the band's UART.
  var udp: UDPPort?
  var wakeup: Wakeup
  /// Holds the run while its terminal is stopped.
  var pause = PauseFlag()
  var tell: @Sendable (String) -> Void = { _ in }
}
