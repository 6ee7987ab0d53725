import Foundation

/// Two saved states of a machine, side by side.
package enum StateComparison {
  /// What stands around the first place where they differ; nil where they are equal.
  package static func difference(_ found: Data, _ expected: Data) -> String? {
    guard found != expected else { return nil }
    let place = zip(found, expected).prefix { $0 == $1 }.count
    let near = [found, expected].map {
      String(decoding: $0[max(0, min(place, $0.count) - 200)..<min($0.count, place + 60)], as: UTF8.self)
    }
    return "\(near[0]) instead of \(near[1])"
  }
}
