/// Signatures on the twisted Edwards curve of Curve25519 (RFC 8032, section 5.1): verification. Points are in extended
/// coordinates (section 5.1.4), numbers of the field in Montgomery's form.
struct Ed25519: CurveGroup {
  /// A public key: an encoded point, the number whose least significant byte comes first.
  struct PublicKey {
    var encoded: Integer256
  }

  struct Point {
    var x: Integer256
    var y: Integer256
    var z: Integer256
    /// x * y / z.
    var t: Integer256
  }

  /// 2^255 - 19.
  private let field = Modulus256(
    modulus: Integer256([
      0xFFFF_FFED, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF,
    ]), negativeInverse: 0x286B_CA1B, square: Integer256([0x5A4, 0, 0, 0, 0, 0, 0, 0]))
  /// 2^252 + 27742317777372353535851937790883648493.
  private let order = Modulus256(
    modulus: Integer256([
      0x5CF5_D3ED, 0x5812_631A, 0xA2F7_9CD6, 0x14DE_F9DE, 0x0000_0000, 0x0000_0000, 0x0000_0000, 0x1000_0000,
    ]), negativeInverse: 0x1254_7E1B,
    square: Integer256([
      0x449C_0F01, 0xA406_11E3, 0x6885_9347, 0xD00E_1BA7, 0x17F5_BE65, 0xCEEC_73D2, 0x7C30_9A3D, 0x0399_411B,
    ]))
  // In Montgomery's form from here on. 1:
  private let unit = Integer256([38, 0, 0, 0, 0, 0, 0, 0])
  /// -121665 / 121666.
  private let d = Integer256([
    0xDF47_E9FA, 0x80ED_8BFE, 0xAFC6_2973, 0x10A1_8777, 0xBC18_8690, 0xE593_9207, 0x729F_C526, 0x2C82_2B5A,
  ])
  /// A square root of -1.
  private let rootOfMinusOne = Integer256([
    0xFE2B_DB04, 0x3B58_07D4, 0xB51B_E9ED, 0x03F5_90FD, 0x3362_02D1, 0x6D6E_16BF, 0xD6C7_1BA8, 0x7577_6B0B,
  ])
  private let baseX = Integer256([
    0x3F9D_A287, 0xE2CA_BC55, 0x2396_E489, 0x9CA5_9856, 0xADE4_B5B7, 0x9879_936B, 0x7E60_77D0, 0x759E_2370,
  ])
  private let baseY = Integer256([
    0x3333_334A, 0x3333_3333, 0x3333_3333, 0x3333_3333, 0x3333_3333, 0x3333_3333, 0x3333_3333, 0x3333_3333,
  ])

  /// Whether `signature`, of 64 bytes, is the key's of a message (RFC 8032, section 5.1.7, without the cofactor). `hash` is
  /// the SHA-512 of the signature's first 32 bytes, the encoded key and the message. It takes long on a small core:
  /// `breathe` is called now and then, for a watchdog.
  func verifies(
    signature: UnsafeBufferPointer<UInt8>, hash: InlineArray<64, UInt8>, by key: PublicKey, breathe: () -> Void = {}
  ) -> Bool {
    guard signature.count == 64 else { return false }
    let s = Integer256(littleEndian: UnsafeBufferPointer(rebasing: signature[32..<64]))
    guard s.isLess(than: order.modulus), let owner = point(key.encoded) else { return false }
    let minus = Point(x: negative(owner.x), y: owner.y, z: owner.z, t: negative(owner.t))
    let r = UnsafeBufferPointer(rebasing: signature[..<32])
    return encoded(sum(s, number(hash), minus, breathe)) == Integer256(littleEndian: r)
  }

  /// A digest of 512 bits, the lowest byte first, modulo the order.
  private func number(_ digest: InlineArray<64, UInt8>) -> Integer256 {
    var digest = digest
    return withUnsafeBytes(of: &digest) {
      let bytes = $0.assumingMemoryBound(to: UInt8.self)
      let low = Integer256(littleEndian: UnsafeBufferPointer(rebasing: bytes[..<32]))
      let high = Integer256(littleEndian: UnsafeBufferPointer(rebasing: bytes[32...]))
      // Montgomery's form of the upper half is the upper half times 2^256.
      return order.add(order.reduce(low), order.encode(high))
    }
  }

  /// u * base + v * other.
  private func sum(_ u: Integer256, _ v: Integer256, _ other: Point, _ breathe: () -> Void) -> Point {
    let base = Point(x: baseX, y: baseY, z: unit, t: field.multiply(baseX, baseY))
    let zero = Point(x: Integer256(), y: unit, z: unit, t: Integer256())
    return sum(u, base, v, other, both: add(base, other), zero: zero, top: 252, breathe)
  }

  /// a + b, whatever the two are: the formulas are complete on this curve.
  func add(_ a: Point, _ b: Point) -> Point {
    let minus = field.multiply(field.subtract(a.y, a.x), field.subtract(b.y, b.x))
    let plus = field.multiply(field.add(a.y, a.x), field.add(b.y, b.x))
    let t = field.multiply(field.double(field.multiply(a.t, d)), b.t)
    let z = field.double(field.multiply(a.z, b.z))
    return point(field.subtract(plus, minus), field.subtract(z, t), field.add(z, t), field.add(plus, minus))
  }

  func double(_ a: Point) -> Point {
    let xx = field.squared(a.x)
    let yy = field.squared(a.y)
    let sum = field.add(xx, yy)
    let twice = field.subtract(sum, field.squared(field.add(a.x, a.y)))
    let g = field.subtract(xx, yy)
    return point(twice, field.add(field.double(field.squared(a.z)), g), g, sum)
  }

  /// The last step of both (section 5.1.4).
  private func point(_ e: Integer256, _ f: Integer256, _ g: Integer256, _ h: Integer256) -> Point {
    Point(
      x: field.multiply(e, f), y: field.multiply(g, h), z: field.multiply(f, g), t: field.multiply(e, h))
  }

  private func negative(_ a: Integer256) -> Integer256 { field.subtract(Integer256(), a) }

  // MARK: Encoded points

  /// The point that an encoding stands for (section 5.1.3); nil where there is none.
  private func point(_ encoded: Integer256) -> Point? {
    var number = encoded
    let isOdd = number.bit(255)
    number.words[7] &= 0x7FFF_FFFF
    guard number.isLess(than: field.modulus) else { return nil }
    let y = field.encode(number)
    let yy = field.squared(y)
    guard var x = root(field.subtract(yy, unit), field.add(field.multiply(d, yy), unit)) else { return nil }
    if field.decode(x).bit(0) != isOdd {
      guard !x.isZero else { return nil }
      x = negative(x)
    }
    return Point(x: x, y: y, z: unit, t: field.multiply(x, y))
  }

  /// A square root of u / v: a power of u and v, or that times a root of -1.
  private func root(_ u: Integer256, _ v: Integer256) -> Integer256? {
    let v3 = field.multiply(field.squared(v), v)
    let uv7 = field.multiply(u, field.multiply(field.squared(v3), v))
    // (p - 5) / 8, which is 2^252 - 3.
    var exponent = Integer256()
    for place in 0..<8 { exponent.words[place] = .max }
    exponent.words[0] = 0xFFFF_FFFD
    exponent.words[7] = 0x0FFF_FFFF
    let x = field.multiply(field.multiply(u, v3), field.power(uv7, exponent))
    let square = field.multiply(v, field.squared(x))
    if square == u { return x }
    guard square == negative(u) else { return nil }
    return field.multiply(x, rootOfMinusOne)
  }

  /// The encoding of a point (section 5.1.2).
  private func encoded(_ point: Point) -> Integer256 {
    let inverse = field.inverse(point.z)
    var y = field.decode(field.multiply(point.y, inverse))
    if field.decode(field.multiply(point.x, inverse)).bit(0) { y.words[7] |= 0x8000_0000 }
    return y
  }
}
