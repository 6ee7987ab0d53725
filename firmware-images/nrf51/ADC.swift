/// The converter: ten bits against its band gap of 1.2 V. The CPU sleeps meanwhile.
enum ADC {
  private static var port: Peripheral { Peripheral(7) }
  private static let ended: UInt = 0x100

  /// The pad of an analogue input, 0 to 7, without a prescaler: 0 to 1,023 for 0 to 1.2 V. Interrupts that become pending have
  /// to end WFE.
  static func convert(input: UInt32) -> UInt32 {
    port.register(0x504).value = 2 | 1 << (8 + input)
    port.register(0x500).value = 1
    port.enableInterrupts(Peripheral.bit(ended))
    port.clear(ended)
    port.trigger(0x000)
    port.wait(for: ended, or: ended)
    port.clear(ended)
    Interrupt.adc.clearPending()
    port.register(0x500).value = 0
    return port.register(0x508).value
  }
}
