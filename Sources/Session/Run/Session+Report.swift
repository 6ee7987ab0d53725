import Boards
import CortexM0
import Formats
import Foundation
import Machine

/// What a run leaves behind.
extension Session {
  /// Why the run ended.
  package var exit: Report.Exit {
    if let status = semihosting?.exitStatus { return Report.Exit(reason: "semihosting exit", status: status) }
    if let address = band.chip.missingROMCode {
      return Report.Exit(reason: "the firmware " + MaskROMText.call(address, in: band.model.chip), status: 3)
    }
    if band.chip.isLockedUp { return Report.Exit(reason: "the firmware locked up", status: 3) }
    if stop.isSet && stop.exitStatus != 0 { return Report.Exit(reason: stop.reason, status: stop.exitStatus) }
    // What ended the recorded run was an input too.
    if let end = options.replay?.end, end.stamp.time == emulation.now {
      return Report.Exit(reason: end.value.reason, status: end.value.status)
    }
    if band.chip.isFaultedForGood {
      return Report.Exit(reason: "the firmware stays in its HardFault handler", status: 3)
    }
    return Report.Exit(reason: stop.isSet ? "quit" : "the time was over", status: 0)
  }

  /// What it leaves behind.
  package func report(hostSeconds: Double) -> Report {
    let rows = ReportRows(band)
    let start = Int128(header.startCharge) ?? 0
    let remaining = band.power.remainingCharge
    let chargeIn = band.power.totalChargedIn
    let modes = band.chip.modeTicks
    func seconds(in mode: Mode) -> Double { (modes[mode] ?? 0).inSeconds }
    return Report(
      image: .init(
        path: options.imagePath, kind: inputs.image?.image.kind.rawValue ?? "none", sha256: inputs.image?.sha256 ?? ""),
      flash: inputs.startFlash.map { .init(path: inputs.flash?.file.path, startSha256: Hex.sha256(of: $0)) },
      bootloader: bootWatch.verdict.flatMap(Report.Bootloader.init),
      board: options.board, seed: inputs.seed, exit: exit, virtualSeconds: emulation.now.inSeconds,
      hostSeconds: hostSeconds, instructions: band.chip.cpu.instructions, cycles: band.chip.cpu.cycles,
      modeSeconds: .init(
        run: seconds(in: .run), wfi: seconds(in: .wfi), extendedSleep: seconds(in: .extendedSleep),
        hibernation: seconds(in: .hibernation), off: seconds(in: .off)),
      resets: Dictionary(uniqueKeysWithValues: band.chip.resets.map { ($0.reportName, $1) }),
      whileRunning: rows.whileRunning, averageCurrentUa: rows.average, lifeDays: rows.lifeDays,
      stops: band.reportedStops, diedAtSeconds: band.diedAt?.inSeconds, chargeUah: rows.rows,
      totalNanocoulombs: rows.totalNanocoulombs,
      battery: .init(
        startMv: header.startMillivolts, endMv: Int(band.power.microvolts / 1_000), startPercent: header.startPercent,
        endPercent: band.power.percent, startCharge: header.startCharge, endCharge: String(remaining),
        chargeIn: String(chargeIn), chargeOut: String(start + chargeIn - remaining)),
      cell: .init(band), store: band.power.storeAccount.map { StoreReport($0, endMicrovolts: band.power.microvolts) },
      statistics: statistics.values, trueSteps: motion.trueSteps(at: emulation.now),
      firmwareFaults: band.firmwareFaults(symbols: inputs.symbols, stackTop: inputs.stackTop),
      unmodelled: emulation.journal.unmodelled.map {
        .init(address: Hex.word($0.address), register: $0.register, reads: $0.reads, writes: $0.writes)
      },
      hostTool: hostTool.counts, radio: RadioText.describe(band.radioActivity),
      chargeSource: ChargeSourceText.describe(inputs.setup.chargeSource),
      overriddenCoefficients: inputs.model.coefficients(of: inputs.setup).filter(\.isOverridden).map(
        CoefficientTable.Row.init),
      faults: faultLab?.report,
      link: hosts.cable.map {
        let counters = $0.counters
        return .init(bytesIn: counters.bytesIn, bytesOut: counters.bytesOut, dropped: counters.dropped)
      })
  }
}

extension ResetKind {
  /// Its key in reports.
  fileprivate var reportName: String {
    switch self {
    case .powerOn: "power_on"
    case .brownOut: "brown_out"
    case .hibernation, .hardware, .watchdog, .software: rawValue
    }
  }
}
