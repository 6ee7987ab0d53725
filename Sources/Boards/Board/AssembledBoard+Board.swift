import CortexM0
import Machine
import Parts

/// What every board has, of one made from a file.
extension AssembledBoard: Board {
  var chip: any Chip { onBoard.chip }
  var radioActivity: Radio.Activity { radio?.activity ?? .off }

  /// Never where VBUS does not reach the board.
  var isChargerPluggedIn: Bool {
    get { usb?.isPluggedIn ?? false }
    set { usb?.isPluggedIn = newValue }
  }

  var chargeSource: (any ChargeSource)? { usb?.source }

  /// Always where VBUS does not reach the board.
  var hasMains: Bool {
    get { usb?.hasMains ?? true }
    set { usb?.hasMains = newValue }
  }

  var chargeCurrent: Int64 { chargerIC?.programmedCurrent ?? onBoard.chargeCurrent }
  var isChargingTooHotOrCold: Bool { onBoard.isChargingTooHotOrCold }
  var probedComponents: [String?] { model.probes }

  func part(named name: String) -> AnyObject? { parts[name] }

  func takeOther(_ bytes: [UInt8], at address: UInt32) -> Bool { onBoard.takeOther(bytes, at: address) }

  func powerOn(_ start: PowerOn) { onBoard.powerOn(start) }
}
