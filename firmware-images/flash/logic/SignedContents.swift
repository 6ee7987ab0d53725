/// What a signature of an image was made of.
enum SignedContents {
  /// The image's hash.
  case hash(ImageHash)
  /// The image itself, header to protected TLVs (`imgtool sign --pure`).
  case image(FlashArea)
}
