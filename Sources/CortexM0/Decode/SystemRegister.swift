/// Addresses of the system registers (ARMv6-M ARM, B3.2 to B3.4).
enum SystemRegister {
  static let sysTickControl: UInt32 = 0xE000_E010
  static let sysTickReload: UInt32 = 0xE000_E014
  static let sysTickValue: UInt32 = 0xE000_E018
  static let sysTickCalibration: UInt32 = 0xE000_E01C
  static let setEnable: UInt32 = 0xE000_E100
  static let clearEnable: UInt32 = 0xE000_E180
  static let setPending: UInt32 = 0xE000_E200
  static let clearPending: UInt32 = 0xE000_E280
  static let priorities: ClosedRange<UInt32> = 0xE000_E400...0xE000_E41F
  static let identification: UInt32 = 0xE000_ED00
  static let interruptControl: UInt32 = 0xE000_ED04
  static let resetControl: UInt32 = 0xE000_ED0C
  static let systemControl: UInt32 = 0xE000_ED10
  static let configuration: UInt32 = 0xE000_ED14
  static let systemPriority2: UInt32 = 0xE000_ED1C
  static let systemPriority3: UInt32 = 0xE000_ED20
  static let handlerControl: UInt32 = 0xE000_ED24

  static func isPriority(_ address: UInt32) -> Bool {
    priorities.contains(address) || address == systemPriority2 || address == systemPriority3
  }
}
