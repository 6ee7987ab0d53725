/// UART0 at 115200 8N1.
enum UART0 {
  static var port: Peripheral { Peripheral(2) }
  static let startReceive: UInt = 0x000
  static let stopReceive: UInt = 0x004
  static let startTransmit: UInt = 0x008
  static let stopTransmit: UInt = 0x00C
  static let received: UInt = 0x108
  static let sent: UInt = 0x11C
  static let error: UInt = 0x124
  static var errorSource: WideRegister { port.register(0x480) }
  static var receiveData: WideRegister { port.register(0x518) }
  static var transmitData: WideRegister { port.register(0x51C) }

  /// Receives at one pad and sends at another, both directions on.
  static func start(receive: Pin, transmit: Pin) {
    transmit.output(high: true)
    receive.input(.down)
    port.register(0x50C).value = UInt32(transmit.number)
    port.register(0x514).value = UInt32(receive.number)
    port.register(0x524).value = 0x01D7_E000
    port.register(0x56C).value = 0
    port.register(0x500).value = 4
    port.clear(received)
    port.clear(sent)
    port.trigger(startTransmit)
    port.trigger(startReceive)
  }

  static func stop() {
    port.trigger(stopReceive)
    port.trigger(stopTransmit)
    port.register(0x500).value = 0
    port.register(0x50C).value = .max
    port.register(0x514).value = .max
  }

  /// Sends a byte and waits until it has left.
  static func send(_ byte: UInt8) {
    port.clear(sent)
    transmitData.value = UInt32(byte)
    while !port.has(sent) {}
  }

  /// Sends the text without its terminating zero.
  static func print(_ text: StaticString) {
    let start = text.utf8Start
    for index in 0..<text.utf8CodeUnitCount { send(start[index]) }
  }
}
