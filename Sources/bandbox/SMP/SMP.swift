import ArgumentParser

/// `bandbox smp`.
struct SMP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smp",
    abstract: "Talk SMP to a band, or to any other device, over a serial port or UDP.",
    discussion: """
      Exit statuses: 0 done, 1 the device refused or did not answer, 2 usage, or no such port.
      """,
    subcommands: [
      SMPEcho.self, SMPParameters.self, SMPInfo.self, SMPDateTime.self, SMPReset.self, SMPState.self, SMPErase.self,
      SMPSlots.self, SMPStatistics.self, SMPSettings.self, SMPDownload.self, SMPLogs.self, SMPShell.self,
      SMPGroups.self, SMPNotify.self, SMPShip.self,
    ])
}
