import Boards
import Foundation
import Machine
import Testing

@testable import Session

/// Notifications and ship mode, which a host tool inside the machine sends over the data cable, on all three bands.
@Suite struct HostToolTests {
  /// A band, the pad of its motor, and the key.
  private struct Kind: Sendable, CustomTestStringConvertible {
    var image: String
    var board: String
    var motor: String
    var testDescription: String { image }
  }

  private static let kinds = [
    Kind(image: "band", board: "miband2", motor: "P4_6"), Kind(image: "tracker", board: "tracker", motor: "P0_6"),
    Kind(image: "band1", board: "band1", motor: "P1_1"),
  ]

  private func session(_ kind: Kind, _ inputs: [(UInt64, InputEvent)], settings: [BandSetting] = []) throws -> Session {
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/\(kind.image)/\(kind.image).elf")
    options.board = kind.board
    options.wear = .none
    options.settings = settings
    options.givenInputs = inputs.map { TimedInput(.milliseconds($0), $1) }
    return try Session.alone(options)
  }

  private func count(_ session: Session, _ name: String) -> UInt32? { session.statistics.values[name] }

  private func rises(of pad: String, in session: Session, until end: Tick) throws -> Int {
    var rises = 0
    let line = try #require(session.emulation.lines.first { $0.name == pad })
    let watching = line.watch { if $0 { rises += 1 } }
    session.band.chip.run(until: end)
    withExtendedLifetime(watching) {}
    return rises
  }

  @Test(arguments: kinds) private func aNotificationBuzzesTwiceAndIsShown(_ kind: Kind) throws {
    let session = try session(kind, [(5_000, .notification("Mum: call me")), (20_000, .notification("Again"))])
    #expect(try rises(of: kind.motor, in: session, until: .seconds(8)) == 2)
    #expect(session.band.isShowing)
    session.band.chip.run(until: .seconds(19))
    #expect(!session.band.isShowing)
    #expect(try rises(of: kind.motor, in: session, until: .seconds(30)) == 2)
    #expect(count(session, "notifications") == 2 && count(session, "buzzes") == 4 && count(session, "screens") == 2)
    #expect(session.hostTool.counts == Report.HostTool(requests: 2, taken: 2))
    #expect(!session.band.cable.isAttached)
  }

  /// Over another page, on the charger, with the key pressed meanwhile, several at once.
  @Test(arguments: kinds) private func itComesWhateverTheBandDoes(_ kind: Kind) throws {
    let session = try session(
      kind,
      [
        (5_000, .touch(milliseconds: 150)), (5_500, .notification("One")), (5_600, .notification("Two")),
        (20_000, .charger(true)), (30_000, .notification("Three")), (31_000, .touch(milliseconds: 150)),
        (50_000, .charger(false)),
      ])
    session.band.chip.run(until: .seconds(60))
    #expect(count(session, "notifications") == 3)
    #expect(session.hostTool.counts == Report.HostTool(requests: 3, taken: 3))
    // Two cut each other short; the charger buzzes once. On the charger the touch ends the notification for the time.
    #expect(count(session, "touches") == 2 && count(session, "boots") == 1)
    #expect(!session.band.isShowing)
  }

  @Test(arguments: kinds) private func whatIsTooLongIsRefused(_ kind: Kind) throws {
    let session = try session(
      kind,
      [
        (5_000, .notification(String(repeating: "x", count: 41))),
        (10_000, .notification(String(repeating: "x", count: 40))),
      ])
    session.band.chip.run(until: .seconds(15))
    #expect(session.hostTool.counts == Report.HostTool(requests: 2, taken: 1, refused: 1))
    #expect(count(session, "notifications") == 1)
  }

  @Test func firmwareThatSpeaksNoSMPDoesNotAnswer() throws {
    let session = try session(
      Kind(image: "hello", board: "miband2", motor: "P4_6"), [(5_000, .notification("Hello"))])
    session.band.chip.run(until: .seconds(10))
    #expect(session.hostTool.counts == Report.HostTool(requests: 1, unanswered: 1))
    #expect(session.hostTool.counts?.text == "host tool        1 request: 1 not answered")
    #expect(!session.band.cable.isAttached)
  }

  /// What else the tool and the timeline do with the cable is left as it is.
  @Test func aCableThatIsInStaysIn() throws {
    let session = try session(
      Self.kinds[0], [(4_000, .cable(true)), (5_000, .notification("Hello")), (8_000, .notification("Again"))],
      settings: [BandSetting(name: "band/goal", number: 9_000)])
    session.band.chip.run(until: .seconds(3))
    #expect(!session.band.cable.isAttached && session.hostTool.counts == nil)
    session.band.chip.run(until: .seconds(10))
    #expect(session.band.cable.isAttached)
    #expect(session.hostTool.counts == Report.HostTool(requests: 2, taken: 2))
    #expect(count(session, "link_attaches") == 2)
  }

  // MARK: Ship mode

  @Test(arguments: kinds) private func theChargerAloneEndsShipMode(_ kind: Kind) throws {
    let session = try session(
      kind,
      [
        (5_000, .ship), (20_000, .touch(milliseconds: 5_000)), (30_000, .cable(true)), (40_000, .cable(false)),
        (50_000, .notification("Lost")), (60_000, .charger(true)),
      ])
    session.band.chip.run(until: .seconds(7))
    #expect(session.band.chip.mode == .hibernation)
    session.band.chip.run(until: .seconds(59))
    #expect(session.band.chip.resets == [.powerOn: 1])
    #expect(session.band.chip.modeTicks[.hibernation] ?? 0 > .seconds(53))
    let counts = Report.HostTool(requests: 2, taken: 1, unheard: 1)
    #expect(session.hostTool.counts == counts)
    #expect(
      counts.text
        == "host tool        2 requests: 1 taken by the band, 1 lost, for the band was off or hibernated")
    session.band.chip.run(until: .seconds(70))
    #expect(session.band.chip.resets == [.powerOn: 1, .hibernation: 1])
    // What is in SysRAM alone is gone with it.
    if kind.image != "band1" { #expect(count(session, "boots") == 1 && count(session, "buzzes") == 1) }
  }

  /// On the charger the band waits until that is gone.
  @Test(arguments: kinds) private func shipModeWaitsForTheChargerToGo(_ kind: Kind) throws {
    let session = try session(kind, [(3_000, .charger(true)), (5_000, .ship), (30_000, .charger(false))])
    session.band.chip.run(until: .seconds(29))
    #expect(session.band.chip.mode != .hibernation && session.hostTool.counts?.taken == 1)
    session.band.chip.run(until: .seconds(31))
    #expect(session.band.chip.mode == .hibernation)
    session.band.chip.run(until: .seconds(60))
    #expect(session.band.chip.resets == [.powerOn: 1])
  }

  /// The minute that runs is written, and a setting that nobody has saved.
  @Test func nothingIsLostThatCanBeKept() throws {
    let session = try session(Self.kinds[0], [(20_000, .ship)])
    func isBlank(_ places: Range<Int>) -> Bool { places.allSatisfy { session.band.chip.flash[$0] == 0xFF } }
    let (settings, activity) = (0x9_4000..<0x9_8000, try #require(session.band.model.memoryMap.slots).activity)
    session.band.chip.run(until: .seconds(5))
    session.hostTool.send(.set(BandSetting(name: "band/goal", number: 9_000)))
    session.band.chip.run(until: .seconds(19))
    #expect(isBlank(settings) && isBlank(activity))
    session.band.chip.run(until: .seconds(22))
    #expect(session.band.chip.mode == .hibernation)
    // A sector's head of 16 bytes and one entry of eight.
    let entry = activity.lowerBound + 16..<activity.lowerBound + 24
    #expect(!isBlank(settings) && !isBlank(entry) && isBlank(entry.upperBound..<activity.upperBound))
  }
}

extension Board {
  /// Whether there is anything to be seen of it.
  fileprivate var isShowing: Bool {
    display?.framebuffer.contains(true) ?? false || lights.contains { $0.colorName != "off" }
  }
}
