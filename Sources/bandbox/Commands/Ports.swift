import ArgumentParser
import Formats
import Link

/// `bandbox ports`: what a host tool on this machine could talk to.
struct Ports: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ports",
    abstract: "List running bands and serial devices, or watch them come and go.",
    discussion: """
      Bands come from $XDG_RUNTIME_DIR/bandbox (or /tmp/bandbox-UID), serial devices from udev, with the vendor and \
      product number of their USB device. Every command with --port takes a band's name, VID:PID or serial number \
      from this list.
      """)

  @Flag(help: "As JSON; with --watch one line for each event.")
  var json = false
  @Flag(help: "Print ports as they come and go, until Ctrl-C.")
  var watch = false

  func run() throws {
    guard watch else {
      let ports = PortList.current()
      if json { Standard.output.write(Array((ports.json + "\n").utf8)) } else { Standard.output.print(ports.table) }
      return
    }
    let watch = try PortWatch()
    while Standard.output.failure == nil {
      for event in watch.next() { Standard.output.print(json ? event.json : event.text) }
    }
  }
}
