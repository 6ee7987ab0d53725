/// What a snapshot leaves out.
extension Session {
  /// What this run had and its snapshot has not: what has to be given again to go on alike, and what begins anew. Empty where
  /// the snapshot holds everything.
  var unsaved: [String] {
    let parts: [(isUsed: Bool, what: String)] = [
      (!inputs.events.isEmpty, "the timed inputs (--events)"),
      (options.accelerometerPath != nil, "the recording of --accelerometer"),
      (options.heartRatePath != nil, "the recording of --heart-rate"),
      (!inputs.faults.isEmpty, "--faults and how often they struck"),
      (!options.settings.isEmpty, "the settings still to be written"),
      (semihosting != nil, "the files and the console of semihosting"),
      (hosts.hasBeenUsed, "the client at the port and what it had not read"),
      (options.hasRTT, "what waited for the firmware's RTT channel"),
      (options.hasPPK2, "what --ppk2 is set to"),
      (options.ppk2OutPath != nil, "the samples of --ppk2-out"),
      (options.recording != nil, "the recording of the power"),
      (options.recordPath != nil, "the session that --record wrote"),
      (options.replay != nil, "how far --replay has come"),
      (!inputs.studies.isEmpty, "what the study has seen"),
    ]
    return parts.filter(\.isUsed).map(\.what)
  }
}
