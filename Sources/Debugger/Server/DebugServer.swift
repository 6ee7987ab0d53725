import Link
import Machine
import Session

/// Lets debuggers control a run by GDB's remote serial protocol. The first client controls it; those that come while it is there
/// only look. What packets mean is in extensions.
final class DebugServer: RunController {
  let machine: Debuggee
  let server: TCPServer
  let run: ControlledRun
  private let events: Mailbox<TCPServer.Event>
  /// What came while something took long.
  private var deferred: [TCPServer.Event] = []
  private var clients: [Int: DebugClient] = [:]
  /// Who controls the run.
  var controller: DebugClient?
  /// Nobody has come yet, and the run waits.
  private var isWaiting: Bool
  /// The controller waits for the machine to stop.
  var awaitsStop = false
  /// The host's time at which the machine stopped, for what people are told.
  private var held: ContinuousClock.Instant?
  /// What the program has written on its console and the client has not been told.
  private var written: [UInt8] = []
  let monitor: Monitor

  init(_ run: ControlledRun, _ options: DebugPort.Options, server: TCPServer, events: Mailbox<TCPServer.Event>) {
    self.run = run
    self.server = server
    self.events = events
    isWaiting = options.holdsAtStart
    machine = Debuggee(run, historyLimit: options.historyLimit)
    monitor = Monitor(machine)
    machine.isInterrupted = { [unowned self] in takeInterrupt() }
    run.host?.onOutput = { [unowned self] in if controller != nil { written += $0 } }
    if !isWaiting { machine.motion = .running }
    machine.threads.choose(options.threads)
    if options.threads != .off, machine.threads.kernel == nil {
      let kernels = machine.threads.wantedKernels.joined(separator: ", ")
      run.tell("--gdb-threads: no symbols of \(kernels) in the image; the debugger is asked for those of its file")
    }
  }

  // MARK: The run

  var isHolding: Bool { machine.motion == .held && (controller != nil || isWaiting) }

  var isAttended: Bool { controller != nil || isWaiting }

  func run(until limit: Tick) {
    machine.runOn(until: limit)
    tellWritten()
    tellStop()
  }

  /// A slice's output in one packet; a client takes it only while it waits for a stop.
  private func tellWritten() {
    guard !written.isEmpty, awaitsStop, let controller else { return }
    for start in stride(from: 0, to: written.count, by: 4_096) {
      say(written[start..<min(start + 4_096, written.count)], to: controller)
    }
    written = []
  }

  func note(_ event: OutsideEvent) { machine.note(event) }

  func look() {
    takeEvents()
    for client in clients.values.sorted(by: { $0.number < $1.number }) { serve(client) }
  }

  func finish(status: Int32) {
    machine.returnToPresent()
    if awaitsStop, let controller { send("W" + HexText.of([UInt8(truncatingIfNeeded: status)]), to: controller) }
    server.stop()
  }

  // MARK: Clients

  private func takeEvents() {
    let taken = deferred + events.take()
    deferred = []
    for event in taken {
      switch event {
      case .opened(let number): clients[number] = DebugClient(number)
      case .bytes(let number, let bytes):
        server.use(bytes.count)
        guard let client = clients[number] else { continue }
        client.waiting += client.reader.read(bytes)
        if client.waiting.count > DebugClient.waitingLimit { server.close(number) }
      case .closed(let number): close(number)
      }
    }
  }

  /// A client has said something. The first one controls the run; so does one that has let it go and wants something again.
  private func hear(_ client: DebugClient, _ item: PacketReader.Item) {
    let isFirst = !client.hasSpoken
    client.hasSpoken = true
    if controller != nil {
      if isFirst { client.isObserver = true }
      return
    }
    guard isFirst || !client.isObserver && isRequest(item) else { return }
    controller = client
    machine.isAttended = true
    isWaiting = false
    if machine.motion != .held { machine.stop(.interrupt) }
    monitor.began()
  }

  private func close(_ number: Int) {
    guard let client = clients.removeValue(forKey: number), client === controller else { return }
    letGo()
  }

  /// The controller goes, and the machine goes on.
  func letGo() {
    controller = nil
    machine.isAttended = false
    awaitsStop = false
    machine.stops.removeAll()
    machine.stops.removeEvents()
    machine.stops.commit()
    resume(step: false)
    awaitsStop = false
  }

  private func serve(_ client: DebugClient) {
    while let item = client.waiting.first {
      hear(client, item)
      if client === controller && awaitsStop && machine.motion != .held {
        // Whatever came before it waits for the stop.
        guard let place = client.waiting.firstIndex(of: .interrupt) else { return }
        client.waiting.remove(at: place)
        interrupt()
        continue
      }
      client.waiting.removeFirst()
      switch item {
      case .interrupt: break
      case .again: server.send(client.latest, to: client.number)
      case .damaged: if client.acknowledges { server.send([UInt8(ascii: "-")], to: client.number) }
      case .packet(let packet):
        if client.acknowledges { server.send([UInt8(ascii: "+")], to: client.number) }
        handle(packet[...], from: client)
      }
    }
  }

  private func interrupt() {
    machine.stop(.interrupt)
    tellStop()
  }

  /// While something takes long: whether the controller has sent 0x03, or has gone.
  private func takeInterrupt() -> Bool {
    guard let controller else { return false }
    var isGone = false
    for event in events.take() {
      switch event {
      case .bytes(controller.number, let bytes):
        server.use(bytes.count)
        controller.waiting += controller.reader.read(bytes)
      case .closed(controller.number):
        isGone = true
        deferred.append(event)
      default: deferred.append(event)
      }
    }
    if isGone { return true }
    guard let place = controller.waiting.firstIndex(of: .interrupt) else { return false }
    controller.waiting.remove(at: place)
    return true
  }

  // MARK: Going on

  /// The machine goes on.
  func resume(step: Bool, through range: Range<UInt32>? = nil, in thread: UInt32? = nil) {
    go { machine.resume(step: step, through: range, in: thread) }
  }

  /// The machine moves, forwards or backwards; the client is told when it stops.
  func go(_ move: () -> Void) {
    tellHeld()
    monitor.goesOn()
    machine.stops.commit()
    awaitsStop = true
    move()
    tellStop()
  }

  /// Tells the controller that the machine stands still, once for each time that it went on.
  private func tellStop() {
    guard awaitsStop, machine.motion == .held, let controller else { return }
    awaitsStop = false
    held = .now
    // What is asked for next is of the thread that has stopped, until the client says another.
    controller.selected = nil
    if let text = machine.lastStop.text { say(text, to: controller) }
    send(stopReply(to: controller), to: controller)
  }

  /// Whoever has a tool at the band's port learns why it did not answer.
  private func tellHeld() {
    guard let held else { return }
    self.held = nil
    let seconds = (ContinuousClock.now - held).inSeconds
    if run.isCableInUse(), seconds > 1 {
      run.tell(
        "the band stood still for \(TimeText.describe(Tick(seconds) * .perSecond)) of the host's time; a host tool may have given up"
      )
    }
  }

  // MARK: Sending

  /// Text for the person at the client.
  func say(_ text: String, to client: DebugClient) { say((text + "\n").utf8, to: client) }

  private func say(_ bytes: some Sequence<UInt8>, to client: DebugClient) {
    send("O" + HexText.of(bytes), to: client)
  }

  func send(_ text: String, to client: DebugClient) { send(Array(text.utf8), to: client) }

  func send(_ contents: [UInt8], to client: DebugClient) {
    client.latest = PacketText.frame(contents)
    server.send(client.latest, to: client.number)
  }
}
