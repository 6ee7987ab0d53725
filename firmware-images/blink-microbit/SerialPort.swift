/// UART0 on P0.24 at 115,200 baud, switched on for each line only: it keeps the 16 MHz clock running.
struct SerialPort {
  private let enable = WideRegister(0x4000_2500)
  private let start = WideRegister(0x4000_2008)
  private let stop = WideRegister(0x4000_200C)
  private let sent = WideRegister(0x4000_211C)
  private let data = WideRegister(0x4000_251C)

  init() {
    WideRegister(0x4000_250C).value = 24  // PSELTXD
    WideRegister(0x4000_2524).value = 0x01D7_E000  // BAUDRATE
  }

  /// Sends a number as a line.
  func send(_ number: UInt32) {
    enable.value = 4
    start.value = 1
    sendDigits(number)
    send(byte: 10)
    stop.value = 1
    enable.value = 0
  }

  private func sendDigits(_ number: UInt32) {
    if number >= 10 { sendDigits(number / 10) }
    send(byte: 48 + number % 10)
  }

  private func send(byte: UInt32) {
    sent.value = 0
    data.value = byte
    while sent.value == 0 {}
  }
}
