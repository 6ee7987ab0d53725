import Session
import Synchronization

/// The ports of the run, once it has them.
final class PortTable: Sendable {
  private let fields = Mutex<[(String, JSON)]>([])

  /// They are these.
  func set(_ runner: Runner) {
    var fields: [(String, JSON)] = []
    if let port = runner.port { fields.append(("cable", ["path": .text(port.clientPath)])) }
    if let ppk2 = runner.ppk2 { fields.append(("ppk2", ["path": .text(ppk2.cable.path)])) }
    if let udp = runner.udp { fields.append(("udp", ["port": .integer(Int64(udp.number))])) }
    if let rtt = runner.rtt {
      fields.append(("rtt", ["address": .text(rtt.place.address), "port": .integer(Int64(rtt.place.port))]))
    }
    self.fields.withLock { [fields] in $0 = fields }
  }

  /// The port's path for host tools; `nil` without one.
  var cablePath: String? {
    guard case .text(let path)? = fields.withLock({ JSON.object($0)["cable"]?["path"] }) else { return nil }
    return path
  }

  /// All but the cable's.
  var others: [(String, JSON)] { fields.withLock { $0.filter { $0.0 != "cable" } } }
}
