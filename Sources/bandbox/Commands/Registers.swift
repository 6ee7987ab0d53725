import ArgumentParser
import Formats
import Foundation
import Session

/// `bandbox registers`.
struct Registers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registers",
    abstract: "List the chip's registers and how much of each is emulated.",
    discussion: """
      modelled: the register has its effects. inert: it reads back what was written, and what a real chip does with it \
      makes no difference here; the reason follows. storage: it reads back what was written and has no effect; a report \
      says so if the firmware used it. cost: a register of the radio, whose protocol is not emulated.
      """)

  @Argument(help: "Blocks or registers. (default: all)")
  var names: [String] = []
  @Option(help: BoardOption.help, completion: .board)
  var board: String?
  @Flag(help: "As JSON.")
  var json = false
  @Option(
    help: ArgumentHelp(
      "Write all registers, with fields and their effects, as CMSIS-SVD 1.3; - is standard output.",
      valueName: "file"), completion: .file())
  var svd: String?

  func validate() throws {
    if svd != nil, json || !names.isEmpty {
      throw ValidationError("--svd writes the whole chip and nothing else; expected neither names nor --json")
    }
  }

  func run() throws {
    let model = try BoardOption.find(board)
    if let svd { return try OutputFile(svd).write(Data(SVDDocument(of: model).text.utf8)) }
    let table = try RegisterTable(names, of: model)
    if json { return try Standard.output.printJSON(table) }
    Standard.output.print(table.text)
  }
}
