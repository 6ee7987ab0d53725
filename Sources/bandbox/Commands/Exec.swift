import ArgumentParser
import Formats
import Glibc
import Link

/// `bandbox exec`.
struct Exec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a tool that finds the running bands as USB serial ports.",
    discussion: """
      For tools that find their device by vendor and product number instead of by path. The tool and its children get a \
      private view of /dev and /sys, in which each running band is a /dev/ttyACM* with the numbers 1209:0001 (reserved \
      for tests by pid.codes) and its name as the serial number; a power profiler is 1915:c00a. Bands that start later \
      are not seen. This works for tools that read /sys (pyserial and what uses it, Go, Rust), not for those that ask \
      libudev.

      The exit status is the tool's; 127 or 126 if it cannot be started; 2 if no band is running or the system does not \
      allow private namespaces.
      """)

  @Flag(help: "Print which bands appear under which names.")
  var verbose = false
  @Argument(parsing: .captureForPassthrough, help: "The tool and its arguments, after --.")
  var command: [String]

  func run() throws {
    let words = try Passthrough.words(command, of: self)
    guard let tool = words.first else { throw InputError("expected -- and a tool to run") }
    let bands = LinkDirectory.standard().runningBands()
    guard !bands.isEmpty else { throw InputError("no band is running; start one with 'bandbox run'") }
    let nodes = try DeviceNamespace(bands).enter()
    if verbose {
      for node in nodes { Standard.error.say("/dev/\(node.name)  \(node.record.name)  \(node.record.path)") }
    }
    // The tool shall die of a closed pipe as it is used to.
    signal(SIGPIPE, SIG_DFL)
    signal(SIGXFSZ, SIG_DFL)
    var arguments = words.map { strdup($0) } + [nil]
    execvp(tool, &arguments)
    let reason = errno
    Standard.error.say("error: \(tool): \(String(cString: strerror(reason)))")
    throw ExitCode(reason == ENOENT ? 127 : 126)
  }
}
