import Boards
import CortexM0
import Formats
import Foundation
import Machine
import Session
import Watchers

/// What there is to see.
extension BenchController {
  /// A moment, with its name where it has one.
  static func moment(_ time: Tick, name: String? = nil) -> JSON {
    .object(
      (name.map { [("name", .text($0))] } ?? []) + [
        ("seconds", .number(time.inSeconds)), ("ticks", .integer(Int64(clamping: time))),
      ])
  }

  /// How time goes.
  var time: JSON {
    [
      "seconds": .number(now.inSeconds), "ticks": .integer(Int64(clamping: now)), "held": .bool(isHeld),
      "running": .bool(goal != nil), "speed": .text((freeSpeed ?? run.studied.speed).description),
      "earliest": .number(timeline.earliest.inSeconds),
    ]
  }

  /// The band now.
  var state: JSON {
    let (band, status) = (run.band, run.status())
    let statistics = run.studied.statistics.values
    var fields: [(String, JSON)] = [
      ("time", time), ("activity", .text(status.activity.rawValue)),
      (
        "battery",
        [
          "percent": .number(percent), "millivolts": .number(Double(band.power.microvolts) / 1_000),
          "charger": .bool(status.isChargerIn), "phase": .text(band.chargePhase(statistics).rawValue),
          "charge_ua": .number(status.chargeCurrent),
        ]
      ),
      (
        "current",
        ["now_ua": .number(status.currentNow), "average_ua": status.currentAverage.map { .number($0) } ?? .null]
      ),
      ("display", band.display.map(picture) ?? .null),
      ("lights", .array(band.lights.map { ["name": .text($0.name), "color": .text($0.colorName)] })),
      ("cable", .bool(status.isCableIn)), ("mains", .bool(band.hasMains)),
      ("temperature", .number(Double(band.ambient.milliCelsius) / 1_000)),
      ("walking", .integer(Int64(status.walking))),
      ("statistics", .object(statistics.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })),
    ]
    if let fault = run.explainFault() { fields.append(("fault", .text(fault))) }
    return .object(fields)
  }

  private var percent: Double {
    Double(run.band.power.availableCharge) * 100 / Double(max(run.band.power.capacity, 1))
  }

  private func picture(_ display: any PixelDisplay) -> JSON {
    let pixels = display.framebuffer
    var bytes = [UInt8](repeating: 0, count: (pixels.count + 7) / 8)
    for (place, isLit) in pixels.enumerated() where isLit { bytes[place / 8] |= 0x80 >> UInt8(place % 8) }
    return [
      "columns": .integer(Int64(display.columns)), "rows": .integer(Int64(display.rows)),
      "lit": .integer(Int64(pixels.count { $0 })), "pixels": .text(Data(bytes).base64EncodedString()),
    ]
  }

  /// What the band is and has.
  var board: JSON {
    let (band, model) = (run.band, run.band.model)
    return [
      "name": .text(model.name), "summary": .text(model.summary), "chip": .text(model.chip.name),
      "image": .text(run.studied.imagePath?.split(separator: "/").last.map(String.init) ?? ""),
      "components": .array(Array(Set(band.power.loads.map(\.component))).sorted().map { .text($0) }),
      "buses": .array(BusWatch.buses(of: band).map { .text($0) }), "pads": .array(model.pads.map { .text($0) }),
      "display": band.display.map { ["columns": .integer(Int64($0.columns)), "rows": .integer(Int64($0.rows))] }
        ?? .null,
      "lights": .array(band.lights.map { .text($0.name) }),
      "capacity_mah": .number(Charge.microampereHours(band.power.capacity) / 1_000),
    ]
  }

  /// Display and LEDs as a picture.
  func screenshot(_ fields: Fields) throws(APIError) -> APIReply {
    let scale = try fields.whole("scale", in: 1...16) ?? Screenshot.scale
    guard let picture = Screenshot.png(of: run.band, scale: scale) else {
      throw APIError(409, "\(run.band.model.name): the board has neither display nor LEDs")
    }
    return APIReply(status: 200, type: "image/png", body: picture)
  }

  /// Where host tools find the band.
  var portList: JSON {
    var fields = ports.others
    if let path = ports.cablePath, let (counters, waiting) = run.portCounters() {
      let cable: JSON = [
        "path": .text(path), "attached": .bool(run.isCableInUse()),
        "bytes_in": .integer(Int64(counters.bytesIn + waiting)), "bytes_out": .integer(Int64(counters.bytesOut)),
        "dropped": .integer(Int64(counters.dropped)),
      ]
      fields.insert(("cable", cable), at: 0)
    }
    return .object(fields)
  }

  // MARK: The page

  /// A page has been opened.
  func open() {
    viewers += 1
    record()
  }

  /// What a page shows, in one answer.
  func live(_ fields: Fields) throws(APIError) -> APIReply {
    APIReply([
      "state": state, "console": console.answer(since: try BenchController.since(fields, "console")),
      "smp": smp.answer(since: try BenchController.since(fields, "smp")),
    ])
  }

  /// A number that an answer had as its `next`.
  static func since(_ fields: Fields, _ name: String) throws(APIError) -> Int {
    try fields.whole(name, in: 0...(1 << 53 - 1)) ?? 0
  }
}
