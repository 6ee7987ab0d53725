/// The flash controller. The CPU, which runs from flash, stands still while it writes a word (48 us) or erases a page (22 ms).
enum NVMC {
  static let pageSize: UInt32 = 1024
  private static var controller: Peripheral { Peripheral(30) }
  private static var configuration: WideRegister { controller.register(0x504) }

  /// Clears the bits of a word of the flash that are 0 in `value`.
  static func write(_ value: UInt32, at address: UInt32) {
    configuration.value = 1
    WideRegister(UInt(address)).value = value
    finish()
  }

  /// Erases the page that begins at `address`.
  static func erase(pageAt address: UInt32) {
    configuration.value = 2
    controller.register(0x508).value = address
    finish()
  }

  private static func finish() {
    while controller.register(0x400).value & 1 == 0 {}
    configuration.value = 0
  }
}
