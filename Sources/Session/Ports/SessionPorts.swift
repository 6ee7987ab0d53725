import Link

/// What host tools have of a run, what ends a wait for them, and who is told what a person should know.
package struct SessionPorts {
  /// The band's UART.
  package var band: CableEnd?
  /// The instrument in its supply.
  package var ppk2: CableEnd?
  /// SMP datagrams for the band's UART.
  package var udp: UDPPort?
  /// Whoever listens to the firmware's RTT channel.
  package var rtt: RTTPort?
  package var wakeup: Wakeup
  /// Holds the run while its terminal is stopped.
  package var pause: PauseFlag
  package var tell: @Sendable (String) -> Void

  /// What is given; `wakeup` ends what waits.
  package init(
    band: CableEnd? = nil, ppk2: CableEnd? = nil, udp: UDPPort? = nil, rtt: RTTPort? = nil, wakeup: Wakeup,
    pause: PauseFlag = PauseFlag(),
    tell: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.band = band
    self.ppk2 = ppk2
    self.udp = udp
    self.rtt = rtt
    self.wakeup = wakeup
    self.pause = pause
    self.tell = tell
  }
}
