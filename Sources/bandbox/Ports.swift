import ArgumentParser
import Link

/// `bandbox ports`: what a host tool on this machine could talk to.
struct Ports: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List running bands and serial devices.",
    discussion: """
      Bands come from $XDG_RUNTIME_DIR/bandbox (or /tmp/bandbox-UID), serial devices from udev with the vendor and \
      product number of their USB device.
      """)

  @Flag(help: "Print one line of JSON.")
  var json = false

  func run() {
    let ports = PortList.current()
    print(json ? ports.json : ports.table)
  }
}
