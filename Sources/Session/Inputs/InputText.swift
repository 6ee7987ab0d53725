import Boards
import Formats
import Machine

/// Inputs in the words of event files and recordings: what, and a value.
package enum InputText {
  /// What an event file may say that happens, for error messages.
  package static let kinds =
    "touch, charger, mains, cable, temperature, heart_rate, supply, harvest, walk, gesture, notification, ship, reset or a pad "
    + "such as P1_6"

  /// Reads what `describe` writes; `pads` are those of the board's chip, and `nil` where somebody else checks them. Throws what
  /// was expected.
  package static func parse(_ what: String, _ value: String, pads: [String]? = nil) throws(InputError) -> InputEvent {
    func wrong(_ expected: String) -> InputError { InputError("\(what): expected \(expected), found '\(value)'") }
    func isIn() throws(InputError) -> Bool {
      switch value {
      case "in", "on", "1": return true
      case "out", "off", "0": return false
      default: throw wrong("in or out")
      }
    }
    func length() throws(InputError) -> UInt32 {
      guard let length = TimeText.parse(value), length >= .milliseconds(1), length <= .seconds(60) else {
        throw wrong("how long, 1ms ... 60s")
      }
      return UInt32(length / .milliseconds(1))
    }
    switch what {
    case "touch": return .touch(milliseconds: value.isEmpty ? Wearer.touchMilliseconds : try length())
    case "raise": return .raise(milliseconds: try length())
    case "gesture": return .gesture(milliseconds: value.isEmpty ? Wearer.gestureMilliseconds : try length())
    case "notification":
      guard let text = NotificationText.parse(value) else { throw wrong(NotificationText.expected) }
      return .notification(text)
    case "ship":
      guard value.isEmpty else { throw wrong("nothing after it") }
      return .ship
    case "charger": return .charger(try isIn())
    case "mains":
      guard value == "up" || value == "down" else { throw wrong("up or down") }
      return .mains(value == "up")
    case "cable": return .cable(try isIn())
    case "temperature":
      guard let degrees = Double(value), degrees >= -40, degrees <= 85 else {
        throw wrong("degrees Celsius, -40 ... 85")
      }
      return .temperature(milliCelsius: Int32((degrees * 1_000).rounded()))
    case "heart_rate":
      if value == "none" { return .noSkin }
      guard let rate = UInt16(value), rate == 0 || (25...240).contains(rate) else {
        throw wrong("beats a minute, 25 ... 240, or 0 for the wearer's own")
      }
      return .heartRate(rate)
    case "supply":
      guard let supply = SupplyText.parse(value) else { throw wrong(SupplyText.expected) }
      return .supply(supply)
    case "harvest":
      guard let source = HarvestText.parse(value) else { throw wrong(HarvestText.expected) }
      return .harvest(source)
    case "walk":
      guard let cadence = UInt16(value), cadence == 0 || (30...240).contains(cadence) else {
        throw wrong("steps a minute, 30 ... 240, or 0 to stop")
      }
      return .walk(stepsPerMinute: cadence)
    case "reset":
      guard value.isEmpty else { throw wrong("nothing after it") }
      return .reset
    default:
      guard pads?.contains(what) ?? (what.wholeMatch(of: /P[0-9]{1,2}_[0-9]{1,2}/) != nil) else {
        throw InputError("expected \(kinds), found '\(what)'\(Suggestion.hint(what, among: pads ?? []))")
      }
      switch value {
      case "high", "1": return .pin(what, level: true)
      case "low", "0": return .pin(what, level: false)
      case "open": return .pin(what, level: nil)
      default: throw wrong("high, low or open")
      }
    }
  }

  /// What and its value, as `parse` takes them. Activities are a scenario's and have no words here: they stand as their
  /// name, for people.
  package static func describe(_ event: InputEvent) -> String {
    switch event {
    case .touch(let milliseconds): return "touch \(milliseconds)ms"
    case .raise(let milliseconds): return "raise \(milliseconds)ms"
    case .gesture(let milliseconds): return "gesture \(milliseconds)ms"
    case .notification(let text): return "notification \(text)"
    case .ship: return "ship"
    case .charger(let isIn): return "charger \(isIn ? "in" : "out")"
    case .mains(let isUp): return "mains \(isUp ? "up" : "down")"
    case .cable(let isIn): return "cable \(isIn ? "in" : "out")"
    case .temperature(let milliCelsius): return "temperature \(degrees(milliCelsius))"
    case .heartRate(let rate): return "heart_rate \(rate)"
    case .reset: return "reset"
    case .noSkin: return "heart_rate none"
    case .supply(let supply): return "supply \(SupplyText.describe(supply))"
    case .harvest(let source): return "harvest \(HarvestText.describe(source))"
    case .walk(let cadence): return "walk \(cadence)"
    case .activity(let activity): return "activity \(activity?.name ?? "own")"
    case .pin(let pin, let level): return "\(pin) \(level.map { $0 ? "high" : "low" } ?? "open")"
    }
  }

  /// Degrees with three decimals.
  static func degrees(_ milliCelsius: Int32) -> String {
    let (whole, part) = milliCelsius.magnitude.quotientAndRemainder(dividingBy: 1_000)
    return "\(milliCelsius < 0 ? "-" : "")\(whole).\(String(part + 1_000).dropFirst())"
  }
}
