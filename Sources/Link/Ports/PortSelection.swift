import Glibc

/// Finds the port that a person means: a path, the name of a running band, a VID:PID or a serial number.
public struct PortSelection: Sendable {
  private let list: PortList

  /// Looks in this list.
  public init(_ list: PortList = .current()) {
    self.list = list
  }

  /// The path of the port that is meant. Without a text the only running band, or where none runs the only USB device.
  ///
  /// Throws a `LinkError` where nothing fits, or more than one.
  public func path(of text: String?) throws(LinkError) -> String {
    guard let text else { return try only() }
    if text.contains("/") || access(text, F_OK) == 0 { return text }
    if let band = list.bands.first(where: { $0.name == text }) { return band.link }
    let matches = list.serial.filter { $0.matches(text) }
    if matches.count > 1 {
      let paths = matches.map(\.path).joined(separator: ", ")
      throw LinkError(path: text, reason: "fits several ports (\(paths))", advice: "give a path or a serial number")
    }
    if let match = matches.first { return match.path }
    throw LinkError(
      path: text, reason: "is no path, running band, VID:PID or serial number here",
      advice: "'bandbox ports' lists what there is")
  }

  private func only() throws(LinkError) -> String {
    // An instrument beside a band speaks something else.
    let bands = list.bands.filter { $0.board != "ppk2" }
    let candidates = bands.isEmpty ? list.serial.filter { $0.vendorID != nil }.map(\.path) : bands.map(\.link)
    if candidates.count == 1 { return candidates[0] }
    guard candidates.isEmpty else {
      let names = bands.isEmpty ? candidates : bands.map(\.name)
      throw LinkError(
        path: "--port", reason: "several ports could be meant (\(names.joined(separator: ", ")))", advice: "name one")
    }
    throw LinkError(
      path: "--port", reason: "no band is running and no USB serial device is there",
      advice: "start a band with 'bandbox run', or give a path")
  }
}

extension SerialPort {
  /// Whether the text is this device's serial number or its VID:PID, in any case of its letters.
  func matches(_ text: String) -> Bool {
    if serialNumber == text { return true }
    guard let vendorID, let productID else { return false }
    return text.lowercased() == "\(vendorID):\(productID)".lowercased()
  }
}
