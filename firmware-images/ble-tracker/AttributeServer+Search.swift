/// Looking for attributes by their types and values.
extension AttributeServer {
  static func findInformation(_ data: Packet, _ count: Int) {
    guard let range = range(data, count, least: 5) else { return }
    answer {
      $0[0] = Code.findInformation + 1
      $0[1] = 1
      var place = 2
      for handle in range where place + 4 <= room {
        $0.put(half: handle, at: place)
        $0.put(half: Attributes.type(handle), at: place + 2)
        place += 4
      }
      return place
    }
  }

  /// Services of a number.
  static func findByValue(_ data: Packet, _ count: Int) {
    guard let range = range(data, count, least: 7) else { return }
    let first = range.lowerBound
    guard count == 9, data.half(at: 5) == Attributes.serviceType else { return fail(data[0], first, Failure.notFound) }
    let wanted = data.half(at: 7)
    for handle in range {
      guard case .service(let uuid, let last) = Attributes.kind(handle), uuid == wanted else { continue }
      return answer {
        $0[0] = Code.findByValue + 1
        $0.put(half: handle, at: 1)
        $0.put(half: last, at: 3)
        return 5
      }
    }
    fail(data[0], first, Failure.notFound)
  }

  /// Values of a type, as many of one length as there is room for; of services with their ends.
  static func readByType(_ data: Packet, _ count: Int) {
    guard let range = range(data, count, least: 7) else { return }
    let code = data[0]
    let isGroup = code == Code.readByGroup
    let type = data.half(at: 5)
    guard !isGroup || count == 7 && type == Attributes.serviceType else {
      return fail(code, range.lowerBound, Failure.unsupportedGroup)
    }
    var first: UInt16 = 0
    for handle in range where count == 7 && Attributes.type(handle) == type {
      first = handle
      break
    }
    guard first > 0 else { return fail(code, range.lowerBound, Failure.notFound) }
    guard Attributes.isReadable(first) else { return fail(code, first, Failure.readNotPermitted) }
    let head = isGroup ? 4 : 2
    answer {
      var place = 2
      var length = 0
      for handle in first...range.upperBound where Attributes.type(handle) == type && Attributes.isReadable(handle) {
        guard place + head < room,
          let part = Attributes.write(handle, to: $0 + place + head, room: room - place - head),
          length == 0 || part + head == length
        else { break }
        length = part + head
        $0.put(half: handle, at: place)
        if isGroup { $0.put(half: Attributes.end(ofService: handle), at: place + 2) }
        place += length
        // The next one has to fit as a whole.
        guard place + length <= room else { break }
      }
      $0[0] = code + 1
      $0[1] = UInt8(length)
      return place
    }
  }
}
