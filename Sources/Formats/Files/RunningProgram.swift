import Foundation

/// The running program, which workers run with other arguments.
package enum RunningProgram {
  /// Its file, with all links resolved.
  package static var file: URL { URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath() }
}
