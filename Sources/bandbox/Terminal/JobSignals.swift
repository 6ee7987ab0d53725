import Glibc

/// Signals of job control and of the terminal's size, as notes. `Interrupt` has those that end a run.
enum JobSignals {
  private static let notes: [(number: Int32, note: EventPipe.Note)] = [
    (SIGWINCH, .resized), (SIGTSTP, .suspended), (SIGCONT, .continued),
  ]

  /// Posts a note for each signal from now on. Before any other thread starts, so that all inherit that they are blocked.
  static func install(_ events: EventPipe) {
    var set = sigset_t()
    sigemptyset(&set)
    for (number, _) in notes where !isIgnored(number) { sigaddset(&set, number) }
    // The thread itself takes none of the others, such as those that end a run.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let events = Unmanaged<EventPipe>.fromOpaque(context).takeRetainedValue()
        var set = sigset_t()
        sigemptyset(&set)
        for (number, _) in JobSignals.notes { sigaddset(&set, number) }
        while true {
          var number: Int32 = 0
          guard sigwait(&set, &number) == 0 else { return nil }
          if let note = JobSignals.notes.first(where: { $0.number == number })?.note { events.post(note) }
        }
      }, Unmanaged.passRetained(events).toOpaque())
    pthread_detach(thread)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Stops the process, as SIGTSTP does with one that does not wait for it; returns when it is continued.
  static func stop() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    // To this thread, or the one that waits would take it.
    pthread_kill(pthread_self(), SIGTSTP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// A shell without job control has its programs ignore Ctrl-Z.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
