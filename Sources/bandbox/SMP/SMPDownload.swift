import ArgumentParser
import Formats
import Foundation
import Link
import Session

/// `bandbox smp download`.
struct SMPDownload: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "download", abstract: "Read a file from the device and check its hash.",
    usage: "bandbox smp download [<options>] <name> [<to>]")

  @OptionGroup var device: DeviceOptions
  @Argument(help: "The file on the device.")
  var name: String
  @Argument(help: "Where to write it; - for standard output. (default: the last part of its name)", completion: .file())
  var to: String?
  @Flag(help: "Only print its length and hash, as JSON.")
  var stat = false
  @Flag(help: "No progress.")
  var quiet = false

  private struct Status: Encodable {
    var name: String
    var bytes: Int
    var hashType: String?
    var hash: String?
  }

  func run() throws {
    if stat { return try printStatus() }
    let path = to ?? (name.split(separator: "/").last.map(String.init) ?? "file")
    let output = try OutputFile(path)
    let contents = try device.withClient { client in try read(client) }
    try output.write(Data(contents))
    if !quiet, !output.isStandardOutput { Standard.error.say("\(name): \(contents.count) bytes to \(path)") }
  }

  private func read(_ client: SMPClient) throws -> [UInt8] {
    var line = TransferLine(isQuiet: quiet)
    defer { line.clear() }
    return try DeviceFile.read(name, client) { line.update($0, of: $1) }
  }

  private func printStatus() throws {
    let status = try device.withClient { client in
      var status = Status(name: name, bytes: try client.fileSize(name))
      let found = try client.optional { () throws(SMPError) in try client.fileHash(name) }
      (status.hashType, status.hash) = (found?.type, found?.hash)
      return status
    }
    try Standard.output.printJSON(status)
  }
}
