import ArgumentParser
import Formats
import Link

/// Which device to talk to, for every command that does.
struct DeviceOptions: ParsableArguments {
  @Option(help: "Path, band, VID:PID or serial number. (default: the only one)")
  var port: String?
  @Option(parsing: .unconditional, help: "The port's baud rate.")
  var baud = "115200"
  @Option(help: ArgumentHelp("Use UDP instead of a port. (default port: 1337)", valueName: "host:port"))
  var udp: String?
  @Option(parsing: .unconditional, help: "Seconds to wait for an answer.")
  var timeout = "2"

  func validate() throws {
    if udp != nil && port != nil { throw ValidationError("--udp and --port exclude each other") }
    _ = (try rate(), try seconds())
    if let udp { _ = try Self.parse(udp) }
  }

  private func rate() throws(InputError) -> Int {
    try OptionValue.whole("--baud", baud, in: 1...10_000_000, of: "bits a second") ?? 0
  }

  private func seconds() throws(InputError) -> Double {
    try OptionValue.number("--timeout", timeout, in: 0.001...3_600, of: "seconds")
  }

  /// Opens the port and does something with a client; ends the process with 1 where the device refuses or is silent,
  /// and with 2 where there is no such port.
  func withClient<Result>(_ body: (SMPClient) throws -> Result) throws -> Result {
    do {
      let client = SMPClient(try transport(), timeout: .seconds(try seconds()))
      return try body(client)
    } catch let error as SMPError {
      Standard.error.say("error: \(error)")
      throw ExitCode(1)
    }
  }

  private func transport() throws -> any SMPTransport {
    guard let udp else { return try SerialTransport(path: try PortSelection().path(of: port), baud: try rate()) }
    let (host, port) = try Self.parse(udp)
    return try UDPTransport(host: host, port: port)
  }

  /// `host`, `host:port`, `[address]:port`; a bare IPv6 address is a host.
  static func parse(_ text: String) throws(InputError) -> (host: String, port: UInt16) {
    func bad() -> InputError { InputError("--udp: expected HOST or HOST:PORT (1 ... 65535), found '\(text)'") }
    var host = text[...]
    var port: Substring?
    if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw bad() }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty else { throw bad() }
    guard let port else { return (String(host), UDPTransport.standardPort) }
    guard let number = UInt16(port), number > 0 else { throw bad() }
    return (String(host), number)
  }
}
