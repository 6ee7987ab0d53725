import Formats

/// Something that comes to a running band from outside, between two of its instructions. Whatever else happens in a run
/// follows from its image, its options and its seed; these do not, and so a recording keeps them.
package enum OutsideEvent: Hashable, Sendable {
  /// A host tool opened the port: the cable is plugged in.
  case attach
  /// The last one closed it: the cable is pulled out.
  case detach
  /// The host's end of the cable has another rate, 8N1.
  case baud(Int)
  /// The host sends bytes; never empty.
  case bytes([UInt8])
  /// The host throws away what it has written and the band has not got yet.
  case flush
  /// Anything else: keys, the charger, a walk.
  case input(InputEvent)
  /// Bytes for the firmware's RTT channel; never empty.
  case rtt([UInt8])
  /// A debugger changes something.
  case debugger(DebuggerWrite)

  /// As a recording writes it.
  package var text: String {
    switch self {
    case .attach: "attach"
    case .detach: "detach"
    case .baud(let rate): "baud \(rate)"
    case .bytes(let bytes): "send \(QuotedBytes.quote(bytes))"
    case .flush: "flush"
    case .input(let event): InputText.describe(event)
    case .rtt(let bytes): "rtt \(QuotedBytes.quote(bytes))"
    case .debugger(let write): "debugger \(write.text)"
    }
  }

  /// Reads the words of a recording's line, without its time. Throws what was expected.
  package init(_ what: String, _ value: String) throws(InputError) {
    func wrong(_ expected: String) -> InputError { InputError("\(what): expected \(expected), found '\(value)'") }
    switch what {
    case "attach", "detach", "flush":
      guard value.isEmpty else { throw wrong("nothing after it") }
      self = what == "attach" ? .attach : what == "detach" ? .detach : .flush
    case "baud":
      guard let rate = Int(value), CableBridge.rates.contains(rate) else {
        throw wrong("a rate, \(CableBridge.rates.lowerBound) ... \(CableBridge.rates.upperBound)")
      }
      self = .baud(rate)
    case "send", "rtt":
      guard let bytes = QuotedBytes.read(value), !bytes.isEmpty else { throw wrong(QuotedBytes.expected) }
      self = what == "rtt" ? .rtt(bytes) : .bytes(bytes)
    case "debugger": self = .debugger(try DebuggerWrite(value))
    default:
      do throws(InputError) {
        self = .input(try InputText.parse(what, value))
      } catch  where !error.description.hasPrefix(what) {
        throw InputError(
          "expected attach, detach, baud, send, flush, rtt, debugger, band, check, end, \(InputText.kinds), found '\(what)'"
        )
      }
    }
  }
}
