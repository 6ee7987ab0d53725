import ArgumentParser
import Formats
import Link

/// `bandbox smp params`.
struct SMPParameters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "params", abstract: "Show the device's buffer sizes and its bootloader.",
    usage: "bandbox smp params [<options>]")

  @OptionGroup var device: DeviceOptions
  @Flag(help: "As JSON.")
  var json = false

  private struct Answer: Encodable {
    var bufferSize: Int
    var bufferCount: Int
    var bootloader: String?
    var bootloaderMode: Int?
  }

  func run() throws {
    let answer = try device.withClient { client in
      let parameters = try client.readParameters()
      var answer = Answer(bufferSize: parameters.bufferSize, bufferCount: parameters.bufferCount)
      // Many devices do not answer this one.
      if let bootloader = try client.optional({ () throws(SMPError) in try client.bootloader() }) {
        answer.bootloader = bootloader.name
        answer.bootloaderMode = bootloader.mode
      }
      return answer
    }
    if json { return try Standard.output.printJSON(answer) }
    Standard.output.print("buffers     \(answer.bufferCount) of \(answer.bufferSize) bytes")
    if let name = answer.bootloader {
      Standard.output.print("bootloader  \(name)" + (answer.bootloaderMode.map { ", \(Self.mode($0))" } ?? ""))
    }
  }

  private static func mode(_ number: Int) -> String {
    let names = [
      1: "swaps with scratch", 2: "overwrites", 3: "swaps by moving", 4: "runs in place", 5: "runs in place, reverts",
      6: "loads to RAM",
    ]
    return names[number] ?? "mode \(number)"
  }
}
