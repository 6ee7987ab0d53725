import Link

/// What host tools have of a run, and what ends a wait for them.
struct SessionPorts {
  /// The band's UART.
  var band: CableEnd?
  /// The instrument in its supply.
  var ppk2: CableEnd?
  /// SMP datagrams for the band's UART.
  var udp: UDPPort?
  var wakeup: Wakeup
}
