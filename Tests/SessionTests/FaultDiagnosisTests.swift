import Boards
import Images
import Testing
@testable import CortexM0
@testable import Session

/// Faults named as what they are.
@Suite struct FaultDiagnosisTests {
  private func fault(
    _ cause: FaultCause, pc: UInt32 = 0x0800_1000, sp: UInt32 = 0x07FC_7000, lr: UInt32 = 0x0800_0101,
    exception: UInt32 = 0, process: Bool = false
  ) -> Fault {
    var registers = [UInt32](repeating: 0, count: 15)
    (registers[13], registers[14]) = (sp, lr)
    return Fault(
      cause: cause, time: 0, programCounter: pc, address: nil, registers: registers, xPSR: exception,
      usesProcessStack: process, stack: [], lockedUp: false)
  }

  private func diagnosis(_ fault: Fault, _ labels: [String: UInt32] = [:]) -> FaultDiagnosis {
    FaultDiagnosis(fault, of: BoardCatalogue.standard.chip, symbols: SymbolTable(labels: labels), stackTop: 0x07FC_8000)
  }

  @Test func aStackBelowRAMHasOverflowed() {
    let found = diagnosis(fault(.stacking, sp: 0x07FB_FFE0))
    #expect(found.name == "stack_overflow")
    #expect(
      found.explanation
        == "stack overflow: SP is 0x07fbffe0, below RAM, which begins at 0x07fc0000: "
        + FaultCause.stacking.explanation)
    // A pointer from nowhere is none.
    #expect(diagnosis(fault(.stacking, sp: 0x2000_0000)).name == "stacking")
    #expect(diagnosis(fault(.stacking, sp: 0)).name == "stacking")
  }

  @Test func namesOfTheLinkerTellTheStacksEnd() {
    let limit = ["__StackLimit": UInt32(0x07FC_7800), "__bss_end__": 0x07FC_2000]
    #expect(diagnosis(fault(.unmappedWrite, sp: 0x07FC_77FC), limit).name == "stack_overflow")
    #expect(diagnosis(fault(.unmappedWrite, sp: 0x07FC_7800), limit).name == "unmapped_write")
    let data = ["_bss_end": UInt32(0x07FC_2000), "_ebss": 0x07FC_3000]
    #expect(diagnosis(fault(.fetch, sp: 0x07FC_2FFC), data).explanation.contains("0x07fc3000 (_ebss)"))
    #expect(diagnosis(fault(.fetch, sp: 0x07FC_3000), data).name == "fetch")
    // A task's stack lies anywhere, and names above the top or outside RAM say nothing.
    #expect(diagnosis(fault(.fetch, sp: 0x07FC_1000, process: true), data).name == "fetch")
    #expect(diagnosis(fault(.fetch, sp: 0x07FC_1000), ["_end": 0x07FC_9000, "end": 0x0800_2000]).name == "fetch")
  }

  @Test func callsThatGoNowhereAreNamed() {
    #expect(diagnosis(fault(.undefinedInstruction, pc: 0x07F1_C2C8)).name == "mask_rom_call")
    #expect(diagnosis(fault(.undefinedInstruction, pc: 0x07F1_C2C8)).explanation.contains("0x07f1c2c8"))
    #expect(diagnosis(fault(.undefinedInstruction, pc: 0x0800_2000)).name == "undefined_instruction")
    #expect(diagnosis(fault(.notThumb, pc: 0)).name == "null_call")
    let vector = diagnosis(fault(.notThumb, pc: 0, lr: 0xFFFF_FFF9, exception: 25))
    #expect(vector.name == "null_vector" && vector.explanation.contains("interrupt 9"))
    #expect(diagnosis(fault(.fetch, pc: 0xFFFF_FFFE, lr: 0xFFFF_FFF9, exception: 15)).explanation.contains("SysTick"))
    // A call through NULL within a handler is no vector.
    #expect(diagnosis(fault(.notThumb, pc: 0, exception: 25)).name == "null_call")
  }

  @Test func namesAreDemangled() {
    let symbols = SymbolTable([
      .init(name: "_ZN6Sensor4readEi", address: 0x0800_1000, size: 32, isFunction: true),
      .init(name: "$e4main5SleepO4deepyyFZ", address: 0x0800_0100, size: 32, isFunction: true),
    ])
    let report = FirmwareFaultReport(
      fault(.unmappedRead, pc: 0x0800_1004), of: BoardCatalogue.standard.chip, symbols: symbols, stackTop: nil)
    #expect(report.pcSymbol == "Sensor::read(int)+0x4" && report.lrSymbol == "Sleep.deep")
    let text = FaultText.explain(
      fault(.unmappedRead, pc: 0x0800_1004), of: BoardCatalogue.standard.chip, symbols: symbols, stackTop: nil)
    #expect(text.contains("0x08001004  Sensor::read(int)+0x4") && text.contains("0x08000101  Sleep.deep"))
  }
}
